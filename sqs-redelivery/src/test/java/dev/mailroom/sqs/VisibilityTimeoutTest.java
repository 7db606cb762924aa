package dev.mailroom.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.time.Duration;

// C12
class VisibilityTimeoutTest {

    private static final int LONGEST = 42_000;

    @Property
    void whateverDelayIsWishedSqsTakesTheSeconds(@ForAll("anyDelays") Duration delay) {
        assertThat(VisibilityTimeout.seconds(delay)).isBetween(0, LONGEST);
    }

    @Property
    void aDelayIsRoundedUpToTheNextSecond(@ForAll("possibleDelays") Duration delay) {
        int seconds = VisibilityTimeout.seconds(delay);

        assertThat(Duration.ofSeconds(seconds)).isGreaterThanOrEqualTo(delay);
        assertThat(Duration.ofSeconds(seconds - 1L)).isLessThan(delay);
    }

    @Example
    void theLongestDelayLeavesTwentyMinutesOfTwelveHours() {
        assertThat(VisibilityTimeout.seconds(Duration.ofHours(12))).isEqualTo(LONGEST);
        assertThat(VisibilityTimeout.seconds(Duration.ofSeconds(LONGEST, 1))).isEqualTo(LONGEST);
        assertThat(VisibilityTimeout.seconds(Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(LONGEST);
    }

    @Example
    void noDelayAndANegativeOneAreZero() {
        assertThat(VisibilityTimeout.seconds(Duration.ZERO)).isZero();
        assertThat(VisibilityTimeout.seconds(Duration.ofNanos(-1))).isZero();
        assertThat(VisibilityTimeout.seconds(Duration.ofSeconds(Long.MIN_VALUE))).isZero();
    }

    @Provide
    Arbitrary<Duration> anyDelays() {
        return Arbitraries.longs().map(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<Duration> possibleDelays() {
        return Arbitraries.longs()
                .between(0, Duration.ofSeconds(LONGEST).toNanos())
                .map(Duration::ofNanos);
    }
}
