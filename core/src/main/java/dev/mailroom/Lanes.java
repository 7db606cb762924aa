package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lanes of a batch: what must stay in order goes into one lane, in the order of the batch. */
sealed interface Lanes {

    /** Of a standard queue: each record is a lane. */
    record OneByOne(List<Delivery> batch) implements Lanes {

        @Override
        public int size() {
            return batch.size();
        }

        @Override
        public void run(int lane, RecordRunner runner, Deadline deadline) {
            Lane.run(batch, lane, lane + 1, runner, deadline);
        }
    }

    /** Of a FIFO queue: each message group is a lane. */
    record ByGroup(List<List<Delivery>> groups) implements Lanes {

        @Override
        public int size() {
            return groups.size();
        }

        @Override
        public void run(int lane, RecordRunner runner, Deadline deadline) {
            List<Delivery> group = groups.get(lane);
            Lane.run(group, 0, group.size(), runner, deadline);
        }
    }

    static Lanes of(List<Delivery> batch) {
        // C6: a batch comes from one queue, and its ARN tells the kind.
        boolean fifo = !batch.isEmpty() && batch.get(0).record().fifo();
        return fifo ? byGroup(batch) : new OneByOne(batch);
    }

    private static Lanes byGroup(List<Delivery> batch) {
        Map<@Nullable String, List<Delivery>> groups = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            groups.computeIfAbsent(delivery.record().messageGroupId(), group -> new ArrayList<>())
                    .add(delivery);
        }
        return new ByGroup(List.copyOf(groups.values()));
    }

    int size();

    /** Runs one lane in this thread. */
    void run(int lane, RecordRunner runner, Deadline deadline);

    /** Runs lane after lane in this thread. */
    default void runAll(RecordRunner runner, Deadline deadline) {
        deadline.clearStrayInterrupt(); // left by earlier work in this thread
        for (int lane = 0; lane < size(); lane++) {
            run(lane, runner, deadline);
        }
    }
}
