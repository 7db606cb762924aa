package dev.mailroom.dynamodb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Time that passes only by pausing, for each lane its own, so that no test waits for it. */
final class VirtualTime {

    /** Always the highest number below the bound. */
    static final RandomGenerator HIGHEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new UnsupportedOperationException("nobody asked for a bound");
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final ThreadLocal<AtomicLong> nanos = ThreadLocal.withInitial(AtomicLong::new);

    /** Pauses as long as the back-off allows, up to the limit where there is no context. */
    static Retries retries(Duration limit) {
        return new VirtualTime().retriesWithin(limit);
    }

    Retries retriesWithin(Duration limit) {
        return new Retries(
                Retries.BACKOFF.random(HIGHEST), this::sleep, limit, () -> nanos.get().get());
    }

    Duration passed() {
        return Duration.ofNanos(nanos.get().get());
    }

    private void sleep(long wait) {
        pauses.add(Duration.ofNanos(wait));
        nanos.get().addAndGet(wait);
    }
}
