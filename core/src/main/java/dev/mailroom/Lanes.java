package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lanes of a batch: what must stay in order goes into one lane, in the order of the batch. */
final class Lanes {

    /** Runs one of the lanes, by its number. */
    private interface Numbered {
        void run(int lane, RecordRunner runner, Deadline deadline);
    }

    private final Numbered lanes;
    private final int size;

    private Lanes(int size, Numbered lanes) {
        this.size = size;
        this.lanes = lanes;
    }

    static Lanes of(List<Delivery> batch) {
        // C6: a batch comes from one queue, and its ARN tells the kind.
        boolean fifo = !batch.isEmpty() && batch.get(0).record().fifo();
        return fifo ? byGroup(batch) : oneByOne(batch);
    }

    private static Lanes oneByOne(List<Delivery> batch) {
        Lane all = new Lane(batch);
        return new Lanes(
                batch.size(), (i, runner, deadline) -> all.run(i, i + 1, runner, deadline));
    }

    private static Lanes byGroup(List<Delivery> batch) {
        Map<@Nullable String, List<Delivery>> groups = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            groups.computeIfAbsent(delivery.record().messageGroupId(), group -> new ArrayList<>())
                    .add(delivery);
        }
        List<Lane> lanes = groups.values().stream().map(Lane::new).toList();
        return new Lanes(lanes.size(), (i, runner, deadline) -> lanes.get(i).run(runner, deadline));
    }

    int size() {
        return size;
    }

    void run(int lane, RecordRunner runner, Deadline deadline) {
        lanes.run(lane, runner, deadline);
    }

    /** Runs lane after lane in this thread. */
    void runAll(RecordRunner runner, Deadline deadline) {
        deadline.clearStrayInterrupt(); // left by earlier work in this thread
        for (int lane = 0; lane < size; lane++) {
            run(lane, runner, deadline);
        }
    }
}
