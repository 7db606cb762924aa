package dev.mailroom;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The threads that work for one invocation, Lambda's own included, which stop together. */
final class Workers {

    private final Deadline deadline;
    private final List<Interruptible> all = new CopyOnWriteArrayList<>();

    Workers(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Runs the work in this thread, which is interrupted if the invocation stops in the meantime.
     */
    void run(Runnable work) {
        Interruptible worker = new Interruptible();
        all.add(worker);
        worker.run(work);
    }

    /** Stops the invocation: nothing more is started, and what runs is interrupted. */
    void stop() {
        deadline.stop();
        all.forEach(Interruptible::interrupt);
    }
}
