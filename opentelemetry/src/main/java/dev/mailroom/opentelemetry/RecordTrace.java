package dev.mailroom.opentelemetry;

import dev.mailroom.BatchListener;
import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.Outcome;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The span of a record: from the call of its handler to its outcome, whoever settles that. */
final class RecordTrace {

    /** Cut to the same length as in the log: senders choose these names. */
    private static final int MOST_CHARACTERS = 256;

    private final Delivery delivery;
    private final Context parent;
    private final List<SpanContext> producers;
    private volatile @Nullable Span span;

    RecordTrace(Delivery delivery, Context parent, List<SpanContext> producers) {
        this.delivery = delivery;
        this.parent = parent;
        this.producers = producers;
    }

    /** Starts the span and makes it current in this thread until the scope is closed. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes the scope
    BatchListener.Scope start(Tracer tracer) {
        SpanBuilder builder = Conventions.span(tracer, delivery).setParent(parent);
        builder.setAttribute(Conventions.MESSAGE_ID, delivery.messageId());
        builder.setAttribute(Conventions.RECEIVE_COUNT, (long) delivery.record().receiveCount());
        producers.forEach(builder::addLink);
        Span started = builder.startSpan();
        span = started;
        return parent.with(started).makeCurrent()::close;
    }

    /** Ends the span, if the handler was called at all. */
    void end(Outcome outcome) {
        Span started = span;
        if (started == null) {
            return;
        }
        started.setAttribute(Conventions.OUTCOME, outcome.kind().toString());
        started.setAttribute(Conventions.REPORTED, outcome.reported());
        EventIdentity event = delivery.event();
        if (event != null) {
            put(started, Conventions.EVENT_ID, event.eventId());
            put(started, Conventions.EVENT_SOURCE, event.source());
            put(started, Conventions.EVENT_DETAIL_TYPE, event.detailType());
        }
        Throwable cause = outcome.cause();
        if (cause != null) {
            // Its text is for the log: it might quote the payload.
            started.setAttribute(Conventions.ERROR_TYPE, cause.getClass().getName());
            started.setStatus(StatusCode.ERROR);
        }
        started.end();
    }

    /**
     * Ends what is still open when the batch ends: of a batch that failed, or a handler left
     * behind.
     */
    void endWithBatch() {
        Span started = span;
        if (started == null || !started.isRecording()) {
            return;
        }
        Outcome outcome = delivery.outcome();
        if (outcome == null) {
            started.setStatus(StatusCode.ERROR);
            started.end();
        } else {
            end(outcome);
        }
    }

    private static void put(Span span, AttributeKey<String> key, @Nullable String value) {
        if (value != null) {
            int end = Math.min(value.length(), MOST_CHARACTERS);
            span.setAttribute(key, value.substring(0, end));
        }
    }
}
