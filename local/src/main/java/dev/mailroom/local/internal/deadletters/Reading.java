package dev.mailroom.local.internal.deadletters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reads a queue to its end and deletes nothing by itself. What was read is out of sight until the
 * reading is closed; if this process dies, until its time is over.
 */
public final class Reading implements AutoCloseable {

    private final DeadLetterQueue queue;
    private final LongSupplier nanos;
    private final Map<String, DeadLetter> held = new LinkedHashMap<>();
    private int behind;

    public Reading(DeadLetterQueue queue, LongSupplier nanos) {
        this.queue = queue;
        this.nanos = nanos;
    }

    /** The next messages, each of them once; none at the end. */
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
            boolean isLate = nanos.getAsLong() - start > queue.hold().toNanos();
            if (!fresh.isEmpty() || isLate || (received.isEmpty() && isAtEnd())) {
                return fresh;
            }
        }
    }

    /**
     * Whether nobody else holds a message, such as a reading that was killed: what it held comes
     * back. On a FIFO queue messages are hidden behind those of their group that are held.
     */
    private boolean isAtEnd() {
        behind = queue.visible();
        return queue.held() <= held.size() && (behind == 0 || queue.isFifo());
    }

    /** How many could not be read, behind others of their message group. */
    public int behind() {
        return queue.isFifo() ? behind : 0;
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
