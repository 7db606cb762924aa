package dev.mailroom.opentelemetry;

import dev.mailroom.Delivery;
import dev.mailroom.Outcome;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The span of a batch, current in the thread that Lambda calls. */
final class BatchTrace {

    private final Span span;
    private final Scope scope;
    private final Map<Delivery, RecordTrace> records = new LinkedHashMap<>();

    private BatchTrace(Span span, Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    @SuppressWarnings("MustBeClosedChecker") // end() closes it
    static BatchTrace start(Tracer tracer, List<Delivery> deliveries) {
        SpanBuilder builder =
                Conventions.span(tracer, deliveries.isEmpty() ? null : deliveries.get(0));
        builder.setAttribute(Conventions.BATCH_SIZE, (long) deliveries.size());
        Map<Delivery, List<SpanContext>> producers = new LinkedHashMap<>();
        for (Delivery delivery : deliveries) {
            List<SpanContext> found = Producers.of(delivery.record());
            found.forEach(builder::addLink);
            producers.put(delivery, found);
        }
        Span span = builder.startSpan();
        Context context = Context.current().with(span);
        BatchTrace batch = new BatchTrace(span, context.makeCurrent());
        producers.forEach(
                (delivery, found) ->
                        batch.records.put(delivery, new RecordTrace(delivery, context, found)));
        return batch;
    }

    Map<Delivery, RecordTrace> records() {
        return records;
    }

    void end() {
        scope.close();
        long reported = 0;
        for (Delivery delivery : records.keySet()) {
            Outcome outcome = delivery.outcome();
            if (outcome == null) {
                span.setStatus(StatusCode.ERROR); // the batch failed as a whole
            } else if (outcome.reported()) {
                reported++;
            }
        }
        records.values().forEach(RecordTrace::endWithBatch);
        span.setAttribute(Conventions.REPORTED_COUNT, reported);
        span.end();
    }
}
