package dev.mailroom.opentelemetry;

import dev.mailroom.Delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

import org.jspecify.annotations.Nullable;

/**
 * The names of OpenTelemetry's conventions for a function that SQS triggers, and our own.
 *
 * <p>They are written out here because the artifact with these constants has no stable version of
 * those for messaging.
 */
final class Conventions {

    static final String SYSTEM = "aws_sqs";
    static final String PROCESS = "process";

    static final AttributeKey<String> MESSAGING_SYSTEM = AttributeKey.stringKey("messaging.system");
    static final AttributeKey<String> OPERATION_NAME =
            AttributeKey.stringKey("messaging.operation.name");
    static final AttributeKey<String> OPERATION_TYPE =
            AttributeKey.stringKey("messaging.operation.type");
    static final AttributeKey<String> DESTINATION =
            AttributeKey.stringKey("messaging.destination.name");
    static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    static final AttributeKey<Long> BATCH_SIZE =
            AttributeKey.longKey("messaging.batch.message_count");
    static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("faas.trigger");
    static final AttributeKey<String> INVOCATION_ID = AttributeKey.stringKey("faas.invocation_id");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("mailroom.outcome");
    static final AttributeKey<Boolean> REPORTED = AttributeKey.booleanKey("mailroom.reported");
    static final AttributeKey<Long> REPORTED_COUNT =
            AttributeKey.longKey("mailroom.reported_count");
    static final AttributeKey<Long> RECEIVE_COUNT = AttributeKey.longKey("mailroom.receive_count");
    static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("mailroom.event.id");
    static final AttributeKey<String> EVENT_SOURCE =
            AttributeKey.stringKey("mailroom.event.source");
    static final AttributeKey<String> EVENT_DETAIL_TYPE =
            AttributeKey.stringKey("mailroom.event.detail_type");

    private Conventions() {}

    /** Starts building the span of a record, or that of its batch. */
    static SpanBuilder span(Tracer tracer, @Nullable Delivery delivery) {
        String queue = delivery == null ? null : queue(delivery);
        SpanBuilder builder =
                tracer.spanBuilder(queue == null ? PROCESS : PROCESS + " " + queue)
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute(MESSAGING_SYSTEM, SYSTEM)
                        .setAttribute(OPERATION_NAME, PROCESS)
                        .setAttribute(OPERATION_TYPE, PROCESS)
                        .setAttribute(TRIGGER, "pubsub");
        if (queue != null) {
            builder.setAttribute(DESTINATION, queue);
        }
        String request = delivery == null ? null : delivery.lambdaContext().getAwsRequestId();
        return request == null ? builder : builder.setAttribute(INVOCATION_ID, request);
    }

    /** The name of the queue that a record comes from, or null if Lambda did not say. */
    static @Nullable String queue(Delivery delivery) {
        String arn = delivery.record().message().getEventSourceArn();
        return arn == null ? null : arn.substring(arn.lastIndexOf(':') + 1);
    }
}
