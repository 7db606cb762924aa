package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lanes of a batch: what must stay in order goes into one lane, in the order of the batch.
 * Threads take lane after lane until there is none left.
 */
final class Lanes {

    private final List<Lane> lanes;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private Lanes(List<Lane> lanes) {
        this.lanes = lanes;
    }

    static Lanes of(List<Delivery> batch) {
        // C6: a batch comes from one queue, and its ARN tells the kind.
        boolean fifo = !batch.isEmpty() && batch.get(0).record().fifo();
        return new Lanes(fifo ? byGroup(batch) : oneByOne(batch));
    }

    private static List<Lane> oneByOne(List<Delivery> batch) {
        List<Lane> lanes = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            lanes.add(new Lane(batch, i, i + 1));
        }
        return lanes;
    }

    private static List<Lane> byGroup(List<Delivery> batch) {
        Map<@Nullable String, List<Delivery>> groups = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            groups.computeIfAbsent(delivery.record().messageGroupId(), group -> new ArrayList<>())
                    .add(delivery);
        }
        return groups.values().stream().map(group -> new Lane(group, 0, group.size())).toList();
    }

    int size() {
        return lanes.size();
    }

    /** Runs lane after lane in this thread, until all are taken. */
    void run(RecordRunner runner, Deadline deadline) {
        deadline.clearStrayInterrupt(); // of whoever had the thread before
        for (int lane = next.getAndIncrement();
                lane < lanes.size();
                lane = next.getAndIncrement()) {
            try {
                lanes.get(lane).run(runner, deadline);
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    boolean allEnded() {
        return ended.get() == lanes.size();
    }

    /** How many have begun and not ended. */
    int running() {
        int endedBefore = ended.get(); // read first, so that the difference is never too small
        return Math.min(next.get(), lanes.size()) - endedBefore;
    }
}
