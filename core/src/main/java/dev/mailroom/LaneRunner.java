package dev.mailroom;

/** Runs all lanes of a batch. */
sealed interface LaneRunner permits CallerLanes, ParallelLanes {

    /**
     * Returns when all lanes have ended. If this thread is interrupted, no further lane starts, and
     * lanes that do not end within the deadline's grace are left behind.
     */
    void run(Lanes lanes, RecordRunner runner, Deadline deadline);
}
