package dev.mailroom.powertools;

import static software.amazon.lambda.powertools.metrics.model.MetricUnit.COUNT;
import static software.amazon.lambda.powertools.metrics.model.MetricUnit.MILLISECONDS;

import dev.mailroom.Delivery;
import dev.mailroom.Outcome;

import org.jspecify.annotations.Nullable;

import software.amazon.lambda.powertools.metrics.Metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The metrics of those records of a batch that hold the same event. */
record EventMetrics(List<Delivery> records, Instant time) {

    void addTo(Metrics document) {
        document.setTimestamp(time);
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            document.addMetric(kind.toString(), count(outcome -> outcome.kind() == kind), COUNT);
        }
        document.addMetric("Quarantined", count(EventMetrics::quarantined), COUNT);
        for (Delivery record : records) {
            if (outcome(record).kind() != Outcome.Kind.NOT_STARTED) {
                document.addMetric("HandlerTime", millis(record.handlingTime()), MILLISECONDS);
            }
        }
        Instant oldest = oldest();
        if (oldest != null) {
            Duration age = Duration.between(oldest, time);
            document.addMetric("OldestRecordAge", millis(age), MILLISECONDS);
        }
    }

    private double count(Predicate<Outcome> which) {
        return (double) records.stream().map(EventMetrics::outcome).filter(which).count();
    }

    private static boolean quarantined(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.POISON && !outcome.reported();
    }

    private static double millis(Duration time) {
        return (double) time.toMillis();
    }

    private @Nullable Instant oldest() {
        return records.stream()
                .map(record -> record.record().sentAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Outcome outcome(Delivery record) {
        return Objects.requireNonNull(record.outcome(), "outcome");
    }
}
