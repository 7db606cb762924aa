package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * The lanes of a batch: what must stay in order goes into one lane, in the order of the batch.
 * Threads take lane after lane until there is none left.
 */
final class Lanes {

    private final IntFunction<Lane> lanes;
    private final int size;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Lanes(int size, IntFunction<Lane> lanes) {
        this.size = size;
        this.lanes = lanes;
    }

    static Lanes of(List<Delivery> batch) {
        // C6: a batch comes from one queue, and its ARN tells the kind.
        boolean fifo = !batch.isEmpty() && batch.get(0).record().fifo();
        return fifo ? byGroup(batch) : oneByOne(batch);
    }

    private static Lanes oneByOne(List<Delivery> batch) {
        return new Lanes(batch.size(), i -> new Lane(batch, i, i + 1));
    }

    private static Lanes byGroup(List<Delivery> batch) {
        Map<@Nullable String, List<Delivery>> groups = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            groups.computeIfAbsent(delivery.record().messageGroupId(), group -> new ArrayList<>())
                    .add(delivery);
        }
        List<Lane> lanes =
                groups.values().stream().map(group -> new Lane(group, 0, group.size())).toList();
        return new Lanes(lanes.size(), lanes::get);
    }

    int size() {
        return size;
    }

    /** Runs lane after lane in this thread, until all are taken. */
    void run(RecordRunner runner, Deadline deadline) {
        deadline.clearStrayInterrupt(); // left by earlier work in this thread
        for (int lane = next.getAndIncrement(); lane < size; lane = next.getAndIncrement()) {
            try {
                lanes.apply(lane).run(runner, deadline);
            } catch (Throwable e) {
                fail(e); // first, so that whoever sees the end of the lane sees its failure
                throw e;
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    /** Keeps what the batch is to fail with, unless something else came before. */
    void fail(Throwable e) {
        failure.compareAndSet(null, e);
    }

    /** Throws what a lane has failed with, if one has. */
    void rethrowFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    boolean allEnded() {
        return ended.get() == size;
    }

    /** How many have begun and not ended. */
    int running() {
        int endedBefore = ended.get(); // Read first, so that the difference is never too small.
        return Math.min(next.get(), size) - endedBefore;
    }
}
