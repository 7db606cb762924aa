package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends writes that are made at the same time together, without a thread of its own.
 *
 * <p>A write that finds no request under way is sent at once. Others gather while one is; the first
 * of those that wait sends for all of them when it returns, as soon as they fill a request, or when
 * half of its record's time has passed: a request that does not return must not take the time of
 * other records. Only a lane that waits for its own write sends for others.
 *
 * <p>Thread-safe.
 *
 * @param <W> the writes
 * @param <R> what a write comes to
 */
final class GroupCommit<W extends GroupCommit.Write, R> {

    // C26
    private static final int MAX_STATEMENTS = 25;
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /** What can be sent with others. */
    interface Write {
        /** The whole key of its item. */
        Map<String, AttributeValue> key();

        /** What makes it together with others; null if nothing does, and it is sent alone. */
        @Nullable BatchStatementRequest statement();

        /** What it takes in a request, at most. */
        long bytes();
    }

    /** Sends one request. */
    @FunctionalInterface
    interface Request<W, R> {
        /** Returns one attempt for each write, in their order. */
        List<Attempt<R>> send(List<W> writes, TimeLimit timeLeft);
    }

    /** A lane that waits for its write. All but the write is guarded by the lock. */
    private static final class Waiting<W, R> {
        final W write;
        final Condition changed;
        boolean hasWaited;
        @Nullable Attempt<R> attempt;

        Waiting(W write, Condition changed) {
            this.write = write;
            this.changed = changed;
        }
    }

    private final Request<W, R> request;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting<W, R>> queue = new ArrayDeque<>();
    private int underWay;

    GroupCommit(Request<W, R> request) {
        this.request = request;
    }

    /**
     * Makes the write, alone or with others.
     *
     * @throws InterruptedException if the lane is interrupted; what was not sent by then never is
     */
    Attempt<R> commit(W write, TimeLimit timeLeft) throws InterruptedException {
        Waiting<W, R> own = new Waiting<>(write, lock.newCondition());
        List<Waiting<W, R>> group;
        lock.lockInterruptibly();
        try {
            queue.add(own);
            wakeLeader();
            awaitTurn(own, timeLeft);
            if (own.attempt != null) {
                return own.attempt;
            }
            group = takeGroup();
            underWay++;
            wakeLeader();
        } finally {
            lock.unlock();
        }
        return lead(group, own, timeLeft);
    }

    /** How many lanes wait to be sent. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the attempt is known, or when it is this lane's turn to send. */
    private void awaitTurn(Waiting<W, R> own, TimeLimit timeLeft) throws InterruptedException {
        Duration half = timeLeft.left().dividedBy(2);
        try {
            while (own.attempt == null && !(own == queue.peek() && maySend(own))) {
                Duration left = timeLeft.left();
                if (left.isZero()) {
                    own.attempt =
                            new Attempt.Again<>(new SinkException(timeIsOver(leave(own)), null));
                } else if (left.compareTo(half) > 0) {
                    own.changed.awaitNanos(left.minus(half).toNanos());
                } else if (own.hasWaited) {
                    own.changed.awaitNanos(left.toNanos());
                } else {
                    own.hasWaited = true;
                }
            }
        } catch (InterruptedException e) {
            leave(own);
            throw e;
        }
    }

    /**
     * C33: a write whose lane has left must not be sent by another one later; tells whether it has
     * been sent already.
     */
    private boolean leave(Waiting<W, R> own) {
        boolean sent = !queue.remove(own);
        wakeLeader();
        return sent;
    }

    private static String timeIsOver(boolean sent) {
        return sent
                ? "no answer came for a write in the time of its record; whether it took effect is not known"
                : "no time was left to send a write";
    }

    private boolean maySend(Waiting<W, R> first) {
        return underWay == 0 || queue.size() >= MAX_STATEMENTS || first.hasWaited;
    }

    private void wakeLeader() {
        Waiting<W, R> first = queue.peek();
        if (first != null && maySend(first)) {
            first.changed.signal();
        }
    }

    /** Takes what fits into one request, the first of the queue always. */
    private List<Waiting<W, R>> takeGroup() {
        List<Waiting<W, R>> group = new ArrayList<>(MAX_STATEMENTS);
        Set<Map<String, AttributeValue>> keys = new HashSet<>();
        long bytes = 0;
        Iterator<Waiting<W, R>> waiting = queue.iterator();
        while (waiting.hasNext() && group.size() < MAX_STATEMENTS) {
            Waiting<W, R> next = waiting.next();
            bytes += next.write.bytes();
            if (!group.isEmpty() && bytes > MAX_BYTES) {
                break;
            }
            // C26: the same key twice would fail the whole call.
            if (keys.add(next.write.key())) {
                group.add(next);
                waiting.remove();
            }
        }
        return group;
    }

    private Attempt<R> lead(List<Waiting<W, R>> group, Waiting<W, R> own, TimeLimit timeLeft) {
        List<Attempt<R>> attempts = unknown(group.size());
        try {
            List<W> writes = group.stream().map(waiting -> waiting.write).toList();
            attempts = request.send(writes, timeLeft);
        } finally {
            settle(group, attempts);
        }
        return attempts.get(group.indexOf(own));
    }

    /** What the other lanes get if this lane does not know how the request ended. */
    private static <R> List<Attempt<R>> unknown(int writes) {
        String reason = "the lane that sent the write failed; whether it took effect is not known";
        return Collections.nCopies(writes, new Attempt.Again<>(new SinkException(reason, null)));
    }

    private void settle(List<Waiting<W, R>> group, List<Attempt<R>> attempts) {
        lock.lock();
        try {
            underWay--;
            for (int i = 0; i < group.size(); i++) {
                group.get(i).attempt = attempts.get(i);
                group.get(i).changed.signal();
            }
            wakeLeader();
        } finally {
            lock.unlock();
        }
    }
}
