package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.sqs.SqsMessage;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The message groups in flight, each in at most one batch (C5).
 *
 * <p>A FIFO queue holds a group back as long as its messages in flight are invisible. This also
 * holds it back if an invocation outlasts their visibility timeout.
 */
final class MessageGroups {

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> inFlight = new HashSet<>();

    static Set<String> of(List<SqsMessage> messages) {
        return messages.stream().map(SqsMessage::group).collect(Collectors.toSet());
    }

    /** Enters these groups, if all of them become free in time. */
    boolean enter(Set<String> groups, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (groups.stream().anyMatch(inFlight::contains)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            inFlight.addAll(groups);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(Set<String> groups) {
        lock.lock();
        try {
            inFlight.removeAll(groups);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
