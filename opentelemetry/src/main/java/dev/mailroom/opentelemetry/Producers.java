package dev.mailroom.opentelemetry;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;

import dev.mailroom.SqsRecord;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Finds the spans that sent a message, in the two places where they may be written. */
final class Producers {

    private static final TextMapGetter<Map<String, MessageAttribute>> ATTRIBUTES =
            new TextMapGetter<>() {

                @Override
                public @Nullable String get(
                        @Nullable Map<String, MessageAttribute> attributes, String name) {
                    MessageAttribute attribute = attributes == null ? null : attributes.get(name);
                    return attribute == null ? null : attribute.getStringValue();
                }
            };

    private Producers() {}

    /** None, one, or two where both places name another span. */
    static List<SpanContext> of(SqsRecord record) {
        SpanContext byXRay = XRayTraceHeader.parse(record.attribute("AWSTraceHeader"));
        SpanContext byW3c = w3c(record);
        if (!byXRay.isValid()) {
            return byW3c.isValid() ? List.of(byW3c) : List.of();
        }
        return !byW3c.isValid() || isSame(byXRay, byW3c) ? List.of(byXRay) : List.of(byXRay, byW3c);
    }

    private static boolean isSame(SpanContext one, SpanContext other) {
        return one.getTraceId().equals(other.getTraceId())
                && one.getSpanId().equals(other.getSpanId());
    }

    private static SpanContext w3c(SqsRecord record) {
        Map<String, MessageAttribute> attributes = record.message().getMessageAttributes();
        if (attributes == null || attributes.isEmpty()) {
            return SpanContext.getInvalid();
        }
        Context context =
                W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), attributes, ATTRIBUTES);
        return Span.fromContext(context).getSpanContext();
    }
}
