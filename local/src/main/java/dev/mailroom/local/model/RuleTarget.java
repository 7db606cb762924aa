package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

/**
 * A target of a rule, and the form in which it gets events.
 *
 * @param destination the destination
 * @param messageGroupId the message group of a FIFO queue; null for none
 * @param input what it receives of an event
 * @param deadLetters the queue that gets the events that could not be delivered; null for none
 */
public record RuleTarget(
        Destination destination,
        @Nullable String messageGroupId,
        TargetInput input,
        @Nullable Destination deadLetters) {

    static RuleTarget queue(String queue, @Nullable String messageGroupId) {
        return new RuleTarget(
                Destination.queue(queue), messageGroupId, new TargetInput.Whole(), null);
    }
}
