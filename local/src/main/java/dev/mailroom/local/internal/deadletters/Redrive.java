package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sends messages from a dead-letter queue to the queue where they are handled, in the order in
 * which they are read. Each is first sent and then deleted: if that is interrupted, a message may
 * be sent twice, but none is lost. A message that comes back in the meantime is not sent again.
 *
 * @param selection which messages
 * @param target the name or the URL of the queue
 * @param group for a FIFO queue, the group of messages that have none, or null
 * @param pace waits between two messages
 */
public record Redrive(Selection selection, String target, @Nullable String group, Runnable pace) {

    /**
     * The result of a redrive.
     *
     * @param sent how many were sent and deleted
     * @param left how many were not selected
     * @param withoutEvent how many were selected, but are only records about events
     * @param back how many of those that were sent came back, and are still there
     * @param unread how many could not be read
     */
    public record Result(int sent, int left, int withoutEvent, int back, int unread) {}

    /**
     * Runs it to the end of the queue.
     *
     * @throws IllegalArgumentException if the target is the queue itself
     */
    public Result run(DeadLetterQueue queue, Reading reading) {
        String to = queue.target(target);
        Set<String> sent = new HashSet<>();
        int left = 0;
        int withoutEvent = 0;
        int back = 0;
        for (List<DeadLetter> letters = reading.next();
                !letters.isEmpty();
                letters = reading.next()) {
            for (DeadLetter letter : letters) {
                if (letter.isOneOf(sent)) {
                    back++;
                } else if (!selection.matches(letter)) {
                    left++;
                } else if (!letter.cause().isTheMessageItself()) {
                    withoutEvent++;
                } else {
                    sent.add(queue.sendTo(to, letter, group));
                    reading.delete(letter);
                    pace.run();
                }
            }
        }
        return new Result(sent.size(), left, withoutEvent, back, reading.unread());
    }
}
