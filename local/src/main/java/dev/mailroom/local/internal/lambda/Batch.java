package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.sqs.SqsMessage;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Messages for one invocation.
 *
 * @param visibleAgain when the first of them becomes visible again, by {@link System#nanoTime}
 */
record Batch(List<SqsMessage> messages, long visibleAgain) {

    /** How long the messages stay hidden from others. */
    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, visibleAgain - System.nanoTime()));
    }

    Batch of(List<SqsMessage> some) {
        return new Batch(some, visibleAgain);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** The ids of the messages, in their order. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        messages.forEach(message -> ids.add(message.id()));
        return ids;
    }
}
