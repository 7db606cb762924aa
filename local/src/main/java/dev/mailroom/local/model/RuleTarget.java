package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

/**
 * Who gets the events of a rule, and what of them.
 *
 * @param destination who gets them
 * @param messageGroupId the message group of a FIFO queue; null for none
 * @param input what of an event it gets
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
