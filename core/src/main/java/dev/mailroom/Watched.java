package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * Work in a thread that can be interrupted as long as it lasts, and never what the thread does
 * afterwards.
 */
final class Watched {

    private @Nullable Thread thread;
    private @Nullable Supplier<String> description;
    private boolean interrupted;

    void run(Supplier<String> description, Runnable work) {
        enter(description);
        try {
            work.run();
        } finally {
            leave();
        }
    }

    synchronized void interrupt() {
        if (thread != null) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Describes the work, or returns null if it has ended. */
    synchronized @Nullable String stillRunning() {
        return description == null ? null : description.get();
    }

    private synchronized void enter(Supplier<String> description) {
        this.thread = Thread.currentThread();
        this.description = description;
    }

    private synchronized void leave() {
        thread = null;
        description = null;
        if (interrupted) {
            Thread.interrupted(); // ours, and not for what the thread does next
        }
    }
}
