package dev.mailroom.sqs;

import static dev.mailroom.sqs.Deliveries.failed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.Backoff;
import dev.mailroom.RetryLaterException;

import org.junit.jupiter.api.Test;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;

class RetryDelayTest {

    private static final RetryDelay ONE = RetryDelay.fixed(Duration.ofSeconds(1));
    private static final RetryDelay TWO = RetryDelay.fixed(Duration.ofSeconds(2));
    private static final RetryDelay THREE = RetryDelay.fixed(Duration.ofSeconds(3));

    @Test
    void aFixedDelayIsTheSameForEachReceive() {
        assertThat(TWO.of(failed(new IOException(), 1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(TWO.of(failed(new IOException(), 100))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anExponentialDelayDependsOnTheReceiveCount() {
        Backoff backoff = Backoff.between(Duration.ofSeconds(5), Duration.ofMinutes(10));
        RetryDelay delay = RetryDelay.exponential(backoff.random(new Random(1)));

        Backoff expected = backoff.random(new Random(1));
        for (int receiveCount = 1; receiveCount <= 20; receiveCount++) {
            assertThat(delay.of(failed(new IOException(), receiveCount)))
                    .isEqualTo(expected.after(receiveCount));
        }
    }

    @Test
    void withoutRandomNumbersOfTheCallersItStaysWithinTheBoundToo() {
        RetryDelay delay = RetryDelay.exponential(Duration.ofNanos(1), Duration.ofNanos(4));

        for (int receiveCount = 1; receiveCount <= 1_000; receiveCount++) {
            assertThat(delay.of(failed(new IOException(), receiveCount)))
                    .isBetween(Duration.ZERO, Duration.ofNanos(4));
        }
    }

    @Test
    void theNearestClassOfTheExceptionDecides() {
        RetryDelay delay = ONE.on(Exception.class, TWO).on(IOException.class, THREE);

        assertThat(delay.of(failed(new FileNotFoundException(), 1)))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(delay.of(failed(new IllegalStateException(), 1)))
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(delay.of(failed(new AssertionError(), 1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theOrderInWhichExceptionsAreNamedDoesNotMatter() {
        RetryDelay delay = ONE.on(IOException.class, THREE).on(Exception.class, TWO);

        assertThat(delay.of(failed(new FileNotFoundException(), 1)))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aCauseDoesNotCount() {
        RetryDelay delay = ONE.on(IOException.class, TWO);

        assertThat(delay.of(failed(new IllegalStateException(new IOException()), 1)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theSameClassOnceMoreReplacesItsDelayAndLeavesTheEarlierValueAlone() {
        RetryDelay earlier = ONE.on(IOException.class, TWO);
        RetryDelay later = earlier.on(IOException.class, THREE);

        assertThat(earlier.of(failed(new IOException(), 1))).isEqualTo(Duration.ofSeconds(2));
        assertThat(later.of(failed(new IOException(), 1))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aDelayOfItsOwnMayKnowExceptionsOfItsOwn() {
        RetryDelay delay = ONE.on(Exception.class, TWO.on(IOException.class, THREE));

        assertThat(delay.of(failed(new IOException(), 1))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatTheHandlerWishedForWins() {
        RetryDelay delay = ONE.on(RetryLaterException.class, TWO);
        RetryLaterException later = new RetryLaterException("busy", Duration.ofSeconds(7));

        assertThat(delay.of(failed(Deliveries.message("m"), later, later.after())))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void refusesWhatSqsCannotDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryDelay.fixed(Duration.ofSeconds(-1)))
                .withMessage("delay must be between 0 and 12 hours, but is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryDelay.fixed(Duration.ofHours(12).plusNanos(1)))
                .withMessage("delay must be between 0 and 12 hours, but is PT12H0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryDelay.exponential(Duration.ofDays(1), Duration.ofDays(2)))
                .withMessage("longest must be between 0 and 12 hours, but is PT48H");
    }

    @Test
    void refusesABoundThatCannotDoubleUpToTheLongest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryDelay.exponential(Duration.ZERO, Duration.ofHours(1)))
                .withMessage(
                        "expected 0 < first <= longest, but first is PT0S and longest is PT1H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryDelay.exponential(Duration.ofHours(2), Duration.ofHours(1)))
                .withMessage(
                        "expected 0 < first <= longest, but first is PT2H and longest is PT1H");
    }
}
