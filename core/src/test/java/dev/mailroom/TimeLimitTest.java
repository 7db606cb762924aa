package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

class TimeLimitTest {

    // C11: what is kept for the report does not shrink from request to request.
    @Test
    void theRequestsOfADeliveryShareItsRequestTime() {
        AtomicReference<Duration> remaining = new AtomicReference<>(Duration.ofMillis(1_800));
        TimeLimit limit = TimeLimit.of(Batches.delivery(remaining::get));
        assertThat(limit.left()).isEqualTo(Duration.ofMillis(900));

        remaining.set(Duration.ofSeconds(1));
        assertThat(limit.left()).isEqualTo(Duration.ofMillis(100));
        assertThat(limit.over()).isFalse();

        remaining.set(Duration.ofMillis(900));
        assertThat(limit.over()).isTrue();
        remaining.set(Duration.ZERO);
        assertThat(limit.left()).isZero();
    }

    @Test
    void workOutsideOfADeliveryHasATimeOfItsOwn() {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE);
        TimeLimit limit = TimeLimit.of(Duration.ofNanos(10), clock::get);

        clock.addAndGet(9);
        assertThat(limit.left()).isEqualTo(Duration.ofNanos(1));
        clock.addAndGet(2);
        assertThat(limit.over()).isTrue();
    }
}
