package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.internal.support.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs retries after a pause. */
@FunctionalInterface
public interface Retries {

    /** A retry. */
    @FunctionalInterface
    interface Attempt {
        void run() throws InterruptedException;
    }

    void later(Attempt attempt);

    /** Retries on a thread of its own, until it is closed. */
    final class OnAThread implements Retries, AutoCloseable {

        private static final Logger log = LoggerFactory.getLogger(OnAThread.class);

        private final Duration pause;
        private final ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        Threads.daemon("mailroom-subscribers"),
                        // After the end, nothing is retried.
                        new ThreadPoolExecutor.DiscardPolicy());

        public OnAThread(Duration pause) {
            this.pause = pause;
        }

        @Override
        public void later(Attempt attempt) {
            var unused =
                    executor.schedule(() -> run(attempt), pause.toNanos(), TimeUnit.NANOSECONDS);
        }

        private static void run(Attempt attempt) {
            try {
                attempt.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The executor would swallow it.
                log.error("A subscriber could not deliver.", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
