package dev.mailroom.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

class FullJitterTest {

    @Property
    void theBoundDoublesWithEachReceiveUpToTheMaximum(
            @ForAll("delays") Duration one,
            @ForAll("delays") Duration other,
            @ForAll @IntRange(min = 1, max = 2_000) int receiveCount) {
        FullJitter jitter = between(one, other, new Random());

        BigInteger doubled =
                BigInteger.valueOf(jitter.base().toNanos()).shiftLeft(receiveCount - 1);
        BigInteger max = BigInteger.valueOf(jitter.max().toNanos());
        assertThat(jitter.bound(receiveCount).toNanos())
                .isEqualTo(doubled.min(max).longValueExact());
    }

    @Property
    void theDelayIsNeverNegativeAndNeverBeyondTheBound(
            @ForAll("delays") Duration one,
            @ForAll("delays") Duration other,
            @ForAll @IntRange(min = 1, max = 2_000) int receiveCount,
            @ForAll long seed) {
        FullJitter jitter = between(one, other, new Random(seed));

        assertThat(jitter.delay(receiveCount)).isBetween(Duration.ZERO, jitter.bound(receiveCount));
    }

    @Property
    void theDelayReachesBothEnds(
            @ForAll("delays") Duration one,
            @ForAll("delays") Duration other,
            @ForAll @IntRange(min = 1, max = 100) int receiveCount) {
        FullJitter lowest = between(one, other, new Extreme(false));
        FullJitter highest = between(one, other, new Extreme(true));

        assertThat(lowest.delay(receiveCount)).isEqualTo(Duration.ZERO);
        assertThat(highest.delay(receiveCount)).isEqualTo(highest.bound(receiveCount));
    }

    @Provide
    Arbitrary<Duration> delays() {
        return Arbitraries.longs()
                .between(1, VisibilityTimeout.LONGEST.toNanos())
                .map(Duration::ofNanos);
    }

    private static FullJitter between(Duration one, Duration other, RandomGenerator random) {
        boolean ordered = one.compareTo(other) <= 0;
        return new FullJitter(ordered ? one : other, ordered ? other : one, () -> random);
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
