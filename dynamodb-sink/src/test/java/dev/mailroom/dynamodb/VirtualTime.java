package dev.mailroom.dynamodb;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only by pausing, for each lane its own, so that no test waits for it. */
final class VirtualTime {

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final ThreadLocal<AtomicLong> nanos = ThreadLocal.withInitial(AtomicLong::new);

    /** Pauses as long as the back-off allows, up to the limit where there is no context. */
    static Retries retries(Duration limit) {
        return new VirtualTime().retriesWithin(limit);
    }

    Retries retriesWithin(Duration limit) {
        return new Retries(
                new Backoff(ceiling -> ceiling), this::pause, limit, () -> nanos.get().get());
    }

    Duration passed() {
        return Duration.ofNanos(nanos.get().get());
    }

    private void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        pauses.add(duration);
        nanos.get().addAndGet(duration.toNanos());
    }
}
