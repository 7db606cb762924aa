package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.mailroom.Backoff;
import dev.mailroom.SqsBatchHandler;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** How long a publisher waits before it tries again, and what ends a wait. */
class PublisherWaitsTest {
    static final EventType<String> TEXT = EventType.of("my.webapp", "Text", String.class);

    private static final Duration HOUR = Duration.ofHours(1);

    /** Draws the longest wait that the bound allows. */
    private static final class Highest implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    private final AnsweringEventBridge bus = new AnsweringEventBridge();
    private final List<Long> waits = new ArrayList<>();

    private EventPublisher.Builder publisher() {
        return EventPublisher.builder(bus.client).pause(waits::add);
    }

    // C22
    @Test
    void triesAgainOnlyWhatFailedAndWaitsLongerEachTime() {
        bus.error =
                entry ->
                        entry.detail().contains("3") && bus.requests.size() <= 3
                                ? "ThrottlingException"
                                : null;

        Backoff backoff = Backoff.between(Duration.ofMillis(100), Duration.ofMillis(150));
        List<String> ids =
                publisher().backOff(backoff.random(new Highest())).build().publish(numbered(5));

        assertThat(ids).hasSize(5).element(3).isEqualTo("id of {\"n\":3}");
        assertThat(bus.requests).extracting(List::size).containsExactly(5, 1, 1, 1);
        assertThat(waits).containsExactly(99_999_999L, 149_999_999L, 149_999_999L);
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        bus.error = entry -> "ThrottlingException";
        EventPublisher interrupted =
                EventPublisher.builder(bus.client)
                        .pause(nanos -> Thread.currentThread().interrupt())
                        .build();

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> interrupted.publish(TEXT, "{}"))
                .withMessage("1 of 1 events not published: 1 ThrottlingException")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bus.requests).hasSize(1);
    }

    @Test
    void aPermitThatALockHasLeftDoesNotShortenTheWait() throws InterruptedException {
        Thread caller = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        bus.error =
                entry -> {
                    LockSupport.unpark(caller);
                    return "ThrottlingException";
                };
        EventPublisher hours =
                EventPublisher.builder(bus.client)
                        .backOff(Backoff.between(HOUR, HOUR).random(new Highest()))
                        .build();
        Thread interrupter = new Thread(() -> interruptOnceItWaits(caller, over));
        interrupter.start();

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> hours.publish(TEXT, "{}"))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        interrupter.join();
        assertThat(bus.requests).hasSize(1);
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
    void anInterruptedThreadDoesNotWait() {
        bus.error = entry -> "ThrottlingException";
        EventPublisher hours =
                EventPublisher.builder(bus.client)
                        .backOff(Backoff.between(HOUR, HOUR).random(new Highest()))
                        .build();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> hours.publish(TEXT, "{}"))
                .withMessage("1 of 1 events not published: 1 ThrottlingException");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bus.requests).hasSize(1);
    }

    @Test
    void theBoundOfTheWaitsCanBeSet() {
        bus.error = entry -> "ThrottlingException";
        Duration shortest = Duration.ofNanos(1);

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(
                        () -> publisher().backOff(shortest, shortest).build().publish(TEXT, "{}"));
        assertThat(waits).containsExactly(0L, 0L, 0L, 0L);
    }

    // C11: what is kept for the report of the batch does not shrink from request to request.
    @Test
    void theRequestsOfOneCallShareTheRequestTimeOfTheirDelivery() {
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ofMillis(1_800));
        bus.error =
                entry -> {
                    left.set(Duration.ofSeconds(1));
                    return null;
                };

        SqsBatchHandler.builder((record, delivery) -> publisher().build().publish(numbered(11)))
                .deadlineMargin(Duration.ZERO)
                .build()
                .handleRequest(Deliveries.batch("{}"), Deliveries.invocation(left::get));

        ArgumentCaptor<PutEventsRequest> requests = ArgumentCaptor.forClass(PutEventsRequest.class);
        verify(bus.client, times(2)).putEvents(requests.capture());
        assertThat(requests.getAllValues())
                .extracting(request -> request.overrideConfiguration().orElseThrow())
                .extracting(limit -> limit.apiCallTimeout().orElseThrow())
                .containsExactly(Duration.ofMillis(900), Duration.ofMillis(100));
    }

    private static List<OutgoingEvent<String>> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> OutgoingEvent.of(TEXT, "{\"n\":" + i + "}"))
                .toList();
    }
}
