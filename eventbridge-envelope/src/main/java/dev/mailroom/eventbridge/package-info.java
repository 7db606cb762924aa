/**
 * EventBridge events in SQS records: opens the envelope, and hands the typed detail to a handler
 * chosen by source and detail-type.
 *
 * <p>Start at {@link dev.mailroom.eventbridge.EventRouter}: it is a {@link
 * dev.mailroom.RecordHandler} for {@link dev.mailroom.SqsBatchHandler}. An {@link
 * dev.mailroom.eventbridge.EventType} names what is routed, an {@link
 * dev.mailroom.eventbridge.EventBridgeEvent} is what a handler gets, and an {@link
 * dev.mailroom.eventbridge.EventPublisher} puts events by the same types.
 */
@NullMarked
package dev.mailroom.eventbridge;

import org.jspecify.annotations.NullMarked;
