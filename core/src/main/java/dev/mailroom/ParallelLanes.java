package dev.mailroom;

import java.util.concurrent.Executor;

/** Runs several lanes at once, each in a thread of an executor, while the caller waits. */
final class ParallelLanes implements LaneRunner {

    private final int concurrency;
    private final Executor executor;

    ParallelLanes(int concurrency, Executor executor) {
        this.concurrency = concurrency;
        this.executor = executor;
    }

    @Override
    public void run(Lanes lanes, RecordRunner runner, Deadline deadline) {
        ParallelRun run =
                new ParallelRun(lanes, runner, deadline, Math.min(concurrency, lanes.size()));
        run.start(executor);
        run.await();
        run.rethrowFailure();
    }
}
