package dev.mailroom;

import org.jspecify.annotations.Nullable;

/**
 * Work that can be interrupted while it lasts, without affecting what its thread does afterwards.
 */
final class Interruptible {

    private @Nullable Thread thread;
    private boolean interrupted;

    void run(Runnable work) {
        enter();
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

    private synchronized void enter() {
        thread = Thread.currentThread();
    }

    private synchronized void leave() {
        thread = null;
        if (interrupted) {
            Thread.interrupted(); // ours, and not for what the thread does next
        }
    }
}
