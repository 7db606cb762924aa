package dev.mailroom.local;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a JVM alive. */
final class Threads {

    private Threads() {}

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    static Thread startDaemon(String name, Runnable task) {
        Thread thread = daemon(name).newThread(task);
        thread.start();
        return thread;
    }
}
