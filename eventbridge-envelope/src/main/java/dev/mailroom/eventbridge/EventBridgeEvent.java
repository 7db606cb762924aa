package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An event as EventBridge delivers it, with its detail bound to a Java type.
 *
 * @param id the event's id, the same on every delivery: the usual idempotency key
 * @param source where it comes from
 * @param detailType what happened
 * @param time when it happened, as the producer says
 * @param account the AWS account, empty if the envelope does not say
 * @param region the AWS region, empty if the envelope does not say
 * @param resources the ARNs of what it is about, often none; immutable
 * @param replayName the name of the replay that sent it again from an archive, or null
 * @param detail what the producer says about it; null only for {@link Void}
 * @param <D> the type of the detail
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">AWS
 *     service event metadata</a>
 */
public record EventBridgeEvent<D extends @Nullable Object>(
        String id,
        String source,
        String detailType,
        Instant time,
        String account,
        String region,
        List<String> resources,
        @Nullable String replayName,
        D detail) {

    /**
     * Creates an event; handlers' tests may.
     *
     * @param id the event's id
     * @param source where it comes from
     * @param detailType what happened
     * @param time when it happened
     * @param account the AWS account, or an empty string
     * @param region the AWS region, or an empty string
     * @param resources the ARNs of what it is about
     * @param replayName the name of the replay, or null
     * @param detail the detail
     */
    public EventBridgeEvent {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(detailType, "detailType");
        requireNonNull(time, "time");
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        resources = List.copyOf(resources);
    }

    /**
     * Returns the usual idempotency key: the event's id, the same on every delivery of this event.
     * A producer that puts the same news twice makes two events; where that can happen, key on what
     * the detail says.
     *
     * @return the key, without a scope
     */
    public IdempotencyKey key() {
        return IdempotencyKey.of(id);
    }
}
