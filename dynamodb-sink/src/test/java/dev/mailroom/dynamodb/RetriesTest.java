package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mailroom.Backoff;
import dev.mailroom.Delivery;
import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;
import dev.mailroom.testing.Deliveries;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

class RetriesTest {

    private final VirtualTime time = new VirtualTime();
    private final Retries retries = time.retriesWithin(Duration.ofSeconds(3));
    private final SinkException throttled = new SinkException("throttled", null);

    @Test
    void repeatsWhatMayPassAfterPausesWhoseCeilingDoubles() {
        Deque<Attempt<String>> attempts =
                new ArrayDeque<>(
                        List.of(
                                new Attempt.Again<>(throttled),
                                new Attempt.Again<>(throttled),
                                new Attempt.Again<>(throttled),
                                new Attempt.Settled<>("written")));

        String result = retries.settle(retries.timeLeft(), attempts::remove);

        assertThat(result).isEqualTo("written");
        assertThat(time.pauses)
                .containsExactly(lessThanMillis(50), lessThanMillis(100), lessThanMillis(200));
    }

    @Test
    void doesNotRepeatWhatCannotPass() {
        SinkException missing = new SinkException("no such table", null);

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(
                        () ->
                                retries.settle(
                                        retries.timeLeft(), () -> new Attempt.Failed<>(missing)))
                .isSameAs(missing);
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void givesUpAfterTheLimitWhereThereIsNoContext() {
        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(
                        () ->
                                retries.settle(
                                        retries.timeLeft(), () -> new Attempt.Again<>(throttled)))
                .isSameAs(throttled);
        assertThat(time.passed())
                .isEqualTo(Duration.ofMillis(50 + 100 + 200 + 400 + 800).minusNanos(5));
    }

    // C32
    @Test
    void repeatsUntilASecondBeforeTheInvocationEndsAndNoLonger() {
        Duration timeout = Duration.ofSeconds(30);
        Delivery context = Deliveries.delivery(() -> timeout.minus(time.passed()));

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(
                        () ->
                                retries.settle(
                                        TimeLimit.of(context),
                                        () -> new Attempt.Again<>(throttled)))
                .isSameAs(throttled);
        assertThat(time.passed()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(29));
    }

    @Test
    void keepsHalfOfTheTimeWhereLittleIsLeft() {
        Delivery context = Deliveries.delivery(Duration.ofMillis(800));

        assertThat(TimeLimit.of(context).left()).isEqualTo(Duration.ofMillis(400));
    }

    // C33
    @Test
    void anInterruptedLaneStopsRepeatingAndKeepsItsFlag() {
        AtomicInteger attempts = new AtomicInteger();
        Retries.Request<String> interrupting =
                () -> {
                    attempts.incrementAndGet();
                    Thread.currentThread().interrupt();
                    return new Attempt.Again<>(throttled);
                };

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> retries.settle(retries.timeLeft(), interrupting))
                .withMessage("interrupted during a write; whether it took effect is not known")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(attempts).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aPermitThatALockHasLeftDoesNotShortenThePause() throws InterruptedException {
        Duration hour = Duration.ofHours(1);
        Backoff hours = Backoff.between(hour, hour).random(VirtualTime.HIGHEST);
        Retries patient =
                new Retries(hours, Backoff::sleep, hour.multipliedBy(2), System::nanoTime);
        Thread caller = Thread.currentThread();
        AtomicInteger attempts = new AtomicInteger();
        Retries.Request<String> request =
                () -> {
                    LockSupport.unpark(caller);
                    return attempts.incrementAndGet() < 3
                            ? new Attempt.Again<>(throttled)
                            : new Attempt.Failed<>(throttled);
                };
        CountDownLatch over = new CountDownLatch(1);
        Thread interrupter = new Thread(() -> interruptOnceItWaits(caller, over));
        interrupter.start();

        assertThatExceptionOfType(SinkException.class)
                .isThrownBy(() -> patient.settle(patient.timeLeft(), request))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        interrupter.join();
        assertThat(attempts).hasValue(1);
    }

    private static void interruptOnceItWaits(Thread thread, CountDownLatch over) {
        while (over.getCount() > 0) {
            if (thread.getState() == Thread.State.TIMED_WAITING) {
                thread.interrupt();
                return;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        Backoff longest = Retries.BACKOFF.random(VirtualTime.HIGHEST);

        assertThat(longest.after(7)).isEqualTo(lessThanMillis(3_200));
        assertThat(longest.after(1_000)).isEqualTo(lessThanMillis(3_200));
    }

    // C33
    @Test
    void aRequestEndsWithItsTimeAndNeverLaterThanTheClientAllows() {
        TimeLimit left = TimeLimit.of(Duration.ofSeconds(5), () -> 0);
        TimeLimit over = TimeLimit.of(Duration.ZERO, () -> 0);

        assertThat(table(null).within(left).apiCallTimeout()).contains(Duration.ofSeconds(5));
        assertThat(table(Duration.ofSeconds(2)).within(left).apiCallTimeout())
                .contains(Duration.ofSeconds(2));
        assertThat(table(Duration.ofSeconds(9)).within(left).apiCallTimeout())
                .contains(Duration.ofSeconds(5));
        assertThat(table(null).within(over).apiCallTimeout()).contains(Duration.ofMillis(1));
    }

    private static Table table(Duration timeoutOfClient) {
        DynamoDbClientBuilder client =
                DynamoDbClient.builder()
                        .region(Region.US_EAST_1)
                        .overrideConfiguration(
                                configuration -> configuration.apiCallTimeout(timeoutOfClient));
        return new Table(client.build(), "Items", "key attribute \"id\"");
    }

    private static Duration lessThanMillis(long bound) {
        return Duration.ofMillis(bound).minusNanos(1);
    }
}
