package dev.mailroom.opentelemetry;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.mailroom.BatchListener;
import dev.mailroom.BatchSummary;
import dev.mailroom.Delivery;
import dev.mailroom.LoggingListener;
import dev.mailroom.Outcome;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Makes a span of each batch and of each record that is started, and metrics of their outcomes, by
 * OpenTelemetry's conventions for messaging and for functions.
 *
 * <p>The span of a batch is a child of the context that is current when Lambda calls the handler,
 * and the spans of its records are its children. All have the kind {@code CONSUMER} and the name
 * {@code process} with the name of the queue. They are linked to the producer, which is found in
 * the message's X-Ray trace header ({@code AWSTraceHeader}) and in its message attribute {@code
 * traceparent}; the span of a batch has the links of all its records. The context of a record is
 * current while its handler and its poison policy run, in whatever thread.
 *
 * <p>The attributes, besides those of the conventions:
 *
 * <ul>
 *   <li>of a record: {@code mailroom.outcome}, {@code mailroom.reported}, {@code
 *       mailroom.receive_count}, and where the event is known {@code mailroom.event.id}, {@code
 *       mailroom.event.source} and {@code mailroom.event.detail_type}, each cut at 256 characters;
 *   <li>of a batch: {@code mailroom.reported_count}.
 * </ul>
 *
 * <p>The span of a record that failed has the status error and the class of its exception as {@code
 * error.type}. Texts of exceptions are only in the log: a span contains nothing of a payload.
 *
 * <p>The metrics: {@code messaging.process.duration}, what each handler took, and {@code
 * mailroom.records}, a count by {@code mailroom.outcome}. Both have the name of the queue. They
 * have neither source nor detail-type: senders choose those, and each new one would be another
 * series to pay for.
 *
 * <p>Defaults: the next listener {@linkplain LoggingListener logs}, and nothing is flushed.
 * Immutable and thread-safe; what it keeps of a batch is gone when the batch ends.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/faas/aws-lambda/">Instrumenting AWS
 *     Lambda</a>
 */
public final class OpenTelemetryListener implements BatchListener {

    private static final String NAME = "dev.mailroom";

    private final Tracer tracer;
    private final OutcomeMetrics metrics;
    private final BatchListener next;
    private final Runnable flush;
    private final Map<Delivery, RecordTrace> traces = new ConcurrentHashMap<>();

    private OpenTelemetryListener(
            Tracer tracer, OutcomeMetrics metrics, BatchListener next, Runnable flush) {
        this.tracer = tracer;
        this.metrics = metrics;
        this.next = next;
        this.flush = flush;
    }

    /**
     * Returns a listener with the defaults.
     *
     * @param openTelemetry where spans and metrics go
     * @return the listener
     */
    public static OpenTelemetryListener of(OpenTelemetry openTelemetry) {
        return new OpenTelemetryListener(
                requireNonNull(openTelemetry, "openTelemetry").getTracer(NAME),
                new OutcomeMetrics(openTelemetry.getMeter(NAME)),
                new LoggingListener(),
                () -> {});
    }

    /**
     * Sets the next listener, which is called within the contexts that this one opens. Replaces an
     * earlier one, including the logging one.
     *
     * @param next the listener
     * @return a listener with this setting
     */
    public OpenTelemetryListener next(BatchListener next) {
        return new OpenTelemetryListener(tracer, metrics, requireNonNull(next, "next"), flush);
    }

    /**
     * Sets what flushes spans and metrics at the end of each batch, after the batch's own span has
     * ended. Lambda freezes the process after the response, so what an exporter still holds then
     * leaves late or never. Flushing takes time of the invocation: give it a limit. Replaces an
     * earlier one.
     *
     * @param flush sends what is held
     * @return a listener with this setting
     */
    public OpenTelemetryListener flush(Runnable flush) {
        return new OpenTelemetryListener(tracer, metrics, next, requireNonNull(flush, "flush"));
    }

    @Override
    public Scope onBatchStart(List<Delivery> records) {
        BatchTrace batch = BatchTrace.start(tracer, records);
        traces.putAll(batch.records());
        return within(
                () -> {
                    traces.keySet().removeAll(batch.records().keySet());
                    batch.end();
                    flush.run();
                },
                () -> next.onBatchStart(records));
    }

    @Override
    public Scope onStart(Delivery delivery) {
        RecordTrace trace = traces.get(delivery);
        return trace == null
                ? next.onStart(delivery) // of a batch whose start was not passed on
                : within(trace.start(tracer), () -> next.onStart(delivery));
    }

    /** Opens the next listener's scope within ours, which does not stay open if that fails. */
    private static Scope within(Scope ours, Supplier<Scope> next) {
        Scope inner;
        try {
            // As in core: a mock returns null for a scope.
            inner = requireNonNullElse(next.get(), Scope.NONE);
        } catch (Throwable e) {
            ours.close();
            throw e;
        }
        return () -> {
            try {
                inner.close();
            } finally {
                ours.close();
            }
        };
    }

    @Override
    public void onOutcome(Delivery delivery, Outcome outcome) {
        try {
            next.onOutcome(delivery, outcome);
        } finally {
            metrics.count(delivery, outcome);
            RecordTrace trace = traces.get(delivery);
            if (trace != null) {
                trace.end(outcome);
            }
        }
    }

    @Override
    public void onBatch(List<Delivery> records, BatchSummary summary) {
        next.onBatch(records, summary);
    }
}
