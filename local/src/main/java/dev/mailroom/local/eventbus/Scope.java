package dev.mailroom.local.eventbus;

/**
 * The part of an event that a filter looks at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-filtering.html">Filtering
 *     events</a>
 */
public enum Scope {
    /** The envelope of PutEvents, or the payload of PutRawEvents. */
    DATA,
    /** The pairs that a publisher sets with PutRawEvents. */
    METADATA,
    /** What EventBridge itself says about the event, such as {@code aws:EventId}. */
    SYSTEM_METADATA
}
