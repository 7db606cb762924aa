package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import dev.mailroom.IdempotencyKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An event as EventBridge delivers it, with its detail bound to a Java type.
 *
 * <p>A body without an envelope also becomes an event, {@linkplain #hasEnvelope() without an
 * envelope}, if {@link EventRouter.Builder#withoutEnvelope} declares its type. It has no id, and so
 * no {@link #key()}, unless a Custom Event Bus gave it one.
 *
 * @param id the event's id, the same on every delivery: the usual idempotency key; without an
 *     envelope, the one that a {@linkplain Layer.CustomBus#eventId() Custom Event Bus} gave it, or
 *     empty
 * @param source where it comes from; without an envelope, as the router was told
 * @param detailType what happened; without an envelope, as the router was told
 * @param time when it happened, as the producer says; without an envelope, when the message was
 *     sent to the bus or the queue, or {@link Instant#EPOCH} if neither is known
 * @param account the AWS account, empty if the envelope does not say
 * @param region the AWS region, empty if the envelope does not say
 * @param resources the ARNs of what it is about, often none; immutable
 * @param replayName the name of the replay that sent it again from an archive, or null
 * @param detail what the producer says about it; null only for {@link Void}
 * @param layers what was opened to get to the detail, from the outside to the inside: for most
 *     events {@link Layer.Event} alone; immutable
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
        D detail,
        List<Layer> layers) {

    static final List<Layer> EVENT_ALONE = List.of(new Layer.Event());

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
     * @param layers what was opened, from the outside to the inside
     */
    public EventBridgeEvent {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(detailType, "detailType");
        requireNonNull(time, "time");
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        resources = List.copyOf(resources);
        layers = List.copyOf(layers);
    }

    /**
     * Creates an event that had nothing around it; handlers' tests may.
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
    public EventBridgeEvent(
            String id,
            String source,
            String detailType,
            Instant time,
            String account,
            String region,
            List<String> resources,
            @Nullable String replayName,
            D detail) {
        this(
                id,
                source,
                detailType,
                time,
                account,
                region,
                resources,
                replayName,
                detail,
                EVENT_ALONE);
    }

    /**
     * Tells whether an EventBridge event was found in the body.
     *
     * @return false if the body is only what {@link EventRouter.Builder#withoutEnvelope} says
     */
    public boolean hasEnvelope() {
        return layers.contains(EVENT_ALONE.get(0));
    }

    /**
     * Returns what a Custom Event Bus says about the event, if its subscriber delivers metadata.
     *
     * @return the innermost such layer, or null if there is none
     */
    public Layer.@Nullable CustomBus customBus() {
        Layer.CustomBus innermost = null;
        for (Layer layer : layers) {
            innermost = layer instanceof Layer.CustomBus bus ? bus : innermost;
        }
        return innermost;
    }

    /**
     * Tells whether this event is known to be a replay, from an archive or by a Custom Event Bus. A
     * Custom Event Bus says so only with its metadata.
     *
     * @return whether it is a replay
     */
    public boolean replayed() {
        Layer.CustomBus bus = customBus();
        return replayName != null || (bus != null && bus.replayed());
    }

    /**
     * Returns the usual idempotency key: the event's id, the same on every delivery of this event.
     * A producer that puts the same fact twice creates two events; if that can happen, take the key
     * from the detail.
     *
     * @return the key, without a scope
     * @throws IllegalStateException if the event has no id, because it has no envelope: key on what
     *     the detail says, never on the SQS message id, which a duplicate does not share
     */
    public IdempotencyKey key() {
        if (id.isEmpty()) {
            // C15
            throw new IllegalStateException(
                    "a body without an envelope has no event id: key on what its detail says");
        }
        return IdempotencyKey.of(id);
    }
}
