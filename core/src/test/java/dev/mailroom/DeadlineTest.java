package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class DeadlineTest {

    private final Invocation lambda = Invocation.of(Duration.ofSeconds(10));
    private final Deadline deadline = Deadline.of(lambda, Duration.ofSeconds(2));

    // C32
    @Test
    void isReachedWhenNoMoreThanTheMarginIsLeft() {
        lambda.pass(Duration.ofMillis(7_999));
        assertThat(deadline.reached()).isFalse();
        lambda.pass(Duration.ofMillis(1));
        assertThat(deadline.reached()).isTrue();
    }

    @Test
    void interruptsAtHalfOfTheMarginAndWaitsForHalfOfTheRest() {
        lambda.pass(Duration.ofSeconds(1));

        assertThat(deadline.millisUntilInterrupt()).isEqualTo(8_000);
        assertThat(deadline.graceMillis()).isEqualTo(8_500);
        assertThat(deadline.millisUntilTooLate()).isEqualTo(8_750);
    }

    @Test
    void waitsForNothingWhenItIsOver() {
        lambda.pass(Duration.ofMillis(10_500));

        assertThat(deadline.reached()).isTrue();
        assertThat(deadline.millisUntilInterrupt()).isZero();
        assertThat(deadline.graceMillis()).isZero();
        assertThat(deadline.millisUntilTooLate()).isZero();
    }

    @Test
    void theMarginIsAtMostHalfOfTheTime() {
        Deadline wide = Deadline.of(lambda, Duration.ofMinutes(1));

        lambda.pass(Duration.ofMillis(4_999));
        assertThat(wide.reached()).isFalse();
        lambda.pass(Duration.ofMillis(1));
        assertThat(wide.reached()).isTrue();
    }
}
