package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A schedule with a start or an end; a rate counts from its start. */
record BoundedSchedule(RuleSchedule schedule, @Nullable Instant start, @Nullable Instant end)
        implements RuleSchedule {

    @Override
    public String expression() {
        return schedule.expression();
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return unended(after).filter(tick -> end == null || !tick.isAfter(end));
    }

    @Override
    public boolean ticksAtOnce() {
        return start == null && schedule.ticksAtOnce();
    }

    private Optional<Instant> unended(Instant after) {
        if (start == null) {
            return schedule.next(after);
        }
        if (schedule instanceof RateSchedule rate) {
            return Optional.of(counted(start, rate.period(), after));
        }
        // The start itself may be a tick.
        Instant before = start.minusNanos(1);
        return schedule.next(after.isBefore(before) ? before : after);
    }

    private static Instant counted(Instant start, Duration period, Instant after) {
        if (after.isBefore(start)) {
            return start;
        }
        long periods = Duration.between(start, after).dividedBy(period) + 1;
        return start.plus(period.multipliedBy(periods));
    }
}
