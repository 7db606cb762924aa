package dev.mailroom;

/** Runs lane after lane in the caller's thread. */
final class CallerLanes implements LaneRunner {

    @Override
    public void run(Lanes lanes, RecordRunner runner, Deadline deadline) {
        for (Lane lane = lanes.next(); lane != null; lane = lanes.next()) {
            lane.run(runner, deadline);
        }
    }
}
