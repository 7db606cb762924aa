package dev.mailroom.local.internal.deadletters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads a queue to its end without deleting anything. Messages that were read stay hidden until the
 * reading is closed or, if this process dies, until their time is over.
 */
public final class Reading implements AutoCloseable {

    private final DeadLetterQueue queue;
    private final LongSupplier nanos;
    private final Map<String, DeadLetter> held = new LinkedHashMap<>();
    private int unread;

    public Reading(DeadLetterQueue queue, LongSupplier nanos) {
        this.queue = queue;
        this.nanos = nanos;
    }

    /** The next messages, each only once; empty at the end. */
    public List<DeadLetter> next() {
        long start = nanos.getAsLong();
        while (true) {
            List<DeadLetter> received = queue.receive();
            List<DeadLetter> fresh = new ArrayList<>();
            for (DeadLetter letter : received) {
                if (held.put(letter.id(), letter) == null) {
                    fresh.add(letter);
                }
            }
            if (!fresh.isEmpty()) {
                return fresh;
            }
            boolean isLate = nanos.getAsLong() - start > queue.hold().toNanos();
            if ((received.isEmpty() && isAtEnd()) || isLate) {
                unread = Math.max(0, queue.visible() + queue.held() - held.size());
                return fresh;
            }
        }
    }

    /**
     * Whether no one else, such as a reading that was killed, has messages in flight, which will
     * become visible again. On a FIFO queue they also hide those behind them in their group.
     */
    private boolean isAtEnd() {
        return queue.held() <= held.size() && (queue.isFifo() || queue.visible() == 0);
    }

    /**
     * How many could not be read, because others received them and kept them, or because they are
     * behind others of their message group.
     */
    public int unread() {
        return unread;
    }

    void delete(DeadLetter letter) {
        queue.delete(held.getOrDefault(letter.id(), letter));
        held.remove(letter.id());
    }

    @Override
    public void close() {
        queue.release(List.copyOf(held.values()));
    }
}
