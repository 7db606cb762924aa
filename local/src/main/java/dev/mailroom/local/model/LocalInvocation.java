package dev.mailroom.local.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A finished invocation of a function.
 *
 * @param requestId the id of the request
 * @param messageIds the ids of the messages of its batch, in their order; empty if it was invoked
 *     with an event; immutable
 * @param failedMessageIds the ids of those that stay in the queue; immutable
 * @param error why the invocation failed as a whole, or null if it returned
 */
public record LocalInvocation(
        String requestId,
        List<String> messageIds,
        List<String> failedMessageIds,
        @Nullable String error) {

    /**
     * Creates an invocation.
     *
     * @param requestId the id of the request
     * @param messageIds the ids of the messages of its batch
     * @param failedMessageIds the ids of those that stay in the queue
     * @param error why the invocation failed as a whole, or null
     */
    public LocalInvocation {
        requireNonNull(requestId, "requestId");
        messageIds = List.copyOf(messageIds);
        failedMessageIds = List.copyOf(failedMessageIds);
    }
}
