package dev.mailroom;

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

    static Executor newExecutor() {
        try {
            ThreadFactory virtual = virtualThreads();
            return task -> virtual.newThread(task).start();
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

    /** {@code Thread.ofVirtual().name(NAME, 0).factory()}, which Java 17 cannot name. */
    private static ThreadFactory virtualThreads() throws NoSuchMethodException {
        Method ofVirtual = Thread.class.getMethod("ofVirtual");
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named =
                    builder.getMethod("name", String.class, long.class)
                            .invoke(ofVirtual.invoke(null), NAME, 0L);
            return (ThreadFactory) builder.getMethod("factory").invoke(named);
        } catch (ClassNotFoundException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a JVM with Thread.ofVirtual() has its builder too", e);
        }
    }
}
