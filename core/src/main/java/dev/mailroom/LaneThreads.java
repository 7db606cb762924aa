package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for lanes: virtual ones where the JVM has them, else daemons that are kept for the next
 * batch.
 */
final class LaneThreads {

    private static final String NAME = "mailroom-lane-";

    private LaneThreads() {}

    /** Where records run, or null for the thread that Lambda calls. */
    static @Nullable Executor executor(int concurrency, @Nullable Executor given) {
        if (concurrency > 1) {
            return given == null ? newExecutor() : given;
        }
        if (given != null) {
            throw new IllegalStateException(
                    "an executor is set, but a concurrency of 1 does not use it");
        }
        return null;
    }

    static Executor newExecutor() {
        try {
            return virtual(Thread.class.getMethod("startVirtualThread", Runnable.class));
        } catch (NoSuchMethodException e) {
            // Before Java 21. What bounds the threads is the concurrency of each batch.
            return new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    1,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    daemons(NAME));
        }
    }

    static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static Executor virtual(Method start) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Runnable named =
                    () -> {
                        Thread.currentThread().setName(NAME + count.getAndIncrement());
                        task.run();
                    };
            try {
                start.invoke(null, named);
            } catch (IllegalAccessException | InvocationTargetException e) {
                if (e.getCause() instanceof Error error) {
                    throw error; // out of memory, which is for Lambda to see
                }
                throw new IllegalStateException("no virtual thread can be started", e);
            }
        };
    }
}
