package dev.mailroom.local.internal.support;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a JVM alive. */
public final class Threads {

    private Threads() {}

    public static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    public static Thread startDaemon(String name, Runnable task) {
        Thread thread = daemon(name).newThread(task);
        thread.start();
        return thread;
    }
}
