package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.internal.support.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what is to be tried again, after a pause. */
@FunctionalInterface
public interface Retries {

    /** Something that is tried again. */
    @FunctionalInterface
    interface Attempt {
        void run() throws InterruptedException;
    }

    void later(Attempt attempt);

    /** Tries again on a thread of its own, until it is closed. */
    final class OnAThread implements Retries, AutoCloseable {

        private static final Logger log = LoggerFactory.getLogger(OnAThread.class);

        private final Duration pause;
        private final ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        Threads.daemon("mailroom-subscribers"),
                        // What comes after the end is not tried any more.
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
                // The executor would keep it to itself.
                log.error("A subscriber could not deliver.", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
