package dev.mailroom.opentelemetry;

import dev.mailroom.Delivery;
import dev.mailroom.Outcome;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

import java.util.List;

/** How many records had which outcome, and how long their handlers took. */
final class OutcomeMetrics {

    private static final double MILLIS = 1_000;

    private final LongCounter records;
    private final DoubleHistogram durations;

    OutcomeMetrics(Meter meter) {
        this.records =
                meter.counterBuilder("mailroom.records")
                        .setUnit("{record}")
                        .setDescription("Records by their outcome.")
                        .build();
        this.durations =
                meter.histogramBuilder("messaging.process.duration")
                        .setUnit("s")
                        .setDescription("Duration of processing operation.")
                        .setExplicitBucketBoundariesAdvice(
                                List.of(
                                        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0,
                                        2.5, 5.0, 7.5, 10.0))
                        .build();
    }

    void count(Delivery delivery, Outcome outcome) {
        Attributes common = common(delivery, outcome);
        records.add(
                1, common.toBuilder().put(Conventions.OUTCOME, outcome.kind().toString()).build());
        if (outcome.kind() != Outcome.Kind.NOT_STARTED) {
            durations.record(delivery.handlingTime().toMillis() / MILLIS, common);
        }
    }

    private static Attributes common(Delivery delivery, Outcome outcome) {
        AttributesBuilder attributes =
                Attributes.builder()
                        .put(Conventions.MESSAGING_SYSTEM, Conventions.SYSTEM)
                        .put(Conventions.OPERATION_NAME, Conventions.PROCESS)
                        .put(Conventions.DESTINATION, Conventions.queue(delivery));
        Throwable cause = outcome.cause();
        return cause == null
                ? attributes.build()
                : attributes.put(Conventions.ERROR_TYPE, cause.getClass().getName()).build();
    }
}
