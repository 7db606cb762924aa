package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;

/** Timestamps as AWS's protocols write them: seconds since 1970, with fractions. */
public final class EpochSeconds {

    // Four digits, as in an event.
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    private EpochSeconds() {}

    /** The time, to the millisecond; null if the value is none that a calendar knows. */
    public static @Nullable Instant read(JsonNode value) {
        double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(seconds >= FIRST && seconds < END)) {
            return null;
        }
        return Instant.ofEpochMilli(new BigDecimal(value.asText()).movePointRight(3).longValue());
    }
}
