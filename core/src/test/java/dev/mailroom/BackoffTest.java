package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

class BackoffTest {

    @Property
    void theBoundDoublesWithEachFailureUpToTheLongest(
            @ForAll("waits") Duration one,
            @ForAll("waits") Duration other,
            @ForAll @IntRange(min = 1, max = 2_000) int failures) {
        Duration first = one.compareTo(other) <= 0 ? one : other;
        Duration longest = one.compareTo(other) <= 0 ? other : one;
        Backoff highest = Backoff.between(first, longest).random(new Extreme(true));

        BigInteger doubled = BigInteger.valueOf(first.toNanos()).shiftLeft(failures - 1);
        BigInteger bound = doubled.min(BigInteger.valueOf(longest.toNanos()));
        assertThat(highest.after(failures).plusNanos(1).toNanos())
                .isEqualTo(bound.longValueExact());
    }

    @Property
    void theWaitIsNeverNegativeAndAlwaysLessThanTheBound(
            @ForAll("waits") Duration longest,
            @ForAll @IntRange(min = 1, max = 2_000) int failures,
            @ForAll long seed) {
        Backoff backoff = Backoff.between(Duration.ofNanos(1), longest).random(new Random(seed));

        assertThat(backoff.after(failures)).isBetween(Duration.ZERO, longest.minusNanos(1));
    }

    @Test
    void theWaitCanBeNothing() {
        Backoff lowest =
                Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(9))
                        .random(new Extreme(false));

        assertThat(lowest.after(3)).isEqualTo(Duration.ZERO);
    }

    @Test
    void withoutFailuresTheBoundIsTheFirst() {
        Backoff highest =
                Backoff.between(Duration.ofSeconds(1), Duration.ofSeconds(9))
                        .random(new Extreme(true));

        assertThat(highest.after(0)).isEqualTo(Duration.ofSeconds(1).minusNanos(1));
    }

    @Test
    void refusesBoundsThatAreOutOfRange() {
        assertThatThrownBy(() -> Backoff.between(Duration.ZERO, Duration.ofSeconds(1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 < first <= longest, but first is PT0S and longest is PT1S");
        assertThatThrownBy(() -> Backoff.between(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 0 < first <= longest, but first is PT2S and longest is PT1S");
        assertThatThrownBy(() -> Backoff.between(Duration.ofDays(1), Duration.ofDays(366)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("longest must be at most 365 days, but is PT8784H");
    }

    @Provide
    Arbitrary<Duration> waits() {
        return Arbitraries.longs()
                .between(1, Duration.ofDays(365).toNanos())
                .map(Duration::ofNanos);
    }

    /** Random numbers that are always the least or the greatest. */
    private record Extreme(boolean greatest) implements RandomGenerator {

        @Override
        public long nextLong(long bound) {
            return greatest ? bound - 1 : 0;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    }
}
