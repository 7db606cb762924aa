package dev.mailroom;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;

/**
 * One record's delivery: the record, the invocation that it came with, and the methods by which its
 * handler sets the outcome.
 *
 * <p>Its setters belong to the thread that handles the record; listeners may read it from any
 * thread.
 */
public final class Delivery {

    private static final Outcome DONE = new Outcome.Done();
    private static final Outcome DUPLICATE = new Outcome.Duplicate();

    /** What requests leave for the report of the batch. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    private static final ThreadLocal<@Nullable Delivery> CURRENT = new ThreadLocal<>();

    private static final AtomicReferenceFieldUpdater<Delivery, Outcome> OUTCOME =
            AtomicReferenceFieldUpdater.newUpdater(Delivery.class, Outcome.class, "outcome");

    private final SqsRecord record;
    private final Context lambdaContext;
    private Outcome onReturn = DONE;
    private volatile @Nullable EventIdentity event;
    private int remainingAtStart; // written before "started", which publishes it
    private volatile boolean started;
    private int handlingMillis; // written before the outcome, which publishes it
    private volatile @Nullable Outcome outcome;

    /**
     * Creates the delivery of a record. Mailroom does this; tests of handlers may do it too.
     *
     * @param record the record
     * @param lambdaContext the invocation
     */
    public Delivery(SqsRecord record, Context lambdaContext) {
        this.record = requireNonNull(record, "record");
        this.lambdaContext = requireNonNull(lambdaContext, "lambdaContext");
    }

    /**
     * Returns the delivery that this thread is handling: within a {@link RecordHandler}, a {@link
     * PoisonPolicy} or {@link BatchListener#onOutcome}, and what they call in the same thread.
     *
     * @return the delivery, or null elsewhere
     */
    public static @Nullable Delivery current() {
        return CURRENT.get();
    }

    /**
     * Makes this the current delivery of the thread while the work runs; log lines carry its ids.
     */
    <R> R during(Supplier<R> work) {
        Delivery before = CURRENT.get();
        RecordMdc mdc = RecordMdc.replace(messageId(), event);
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.set(before); // null if there was none: cheaper than remove(), which searches
            mdc.restore();
        }
    }

    /**
     * Returns the record that is handled.
     *
     * @return the record
     */
    public SqsRecord record() {
        return record;
    }

    /**
     * Returns the id that SQS gave the message.
     *
     * @return the id
     */
    public String messageId() {
        return record.messageId();
    }

    /**
     * Returns Lambda's context of the invocation, with the request id and the function's name.
     *
     * @return the context
     */
    public Context lambdaContext() {
        return lambdaContext;
    }

    /**
     * Returns how long the invocation may still take until Lambda ends it.
     *
     * @return the time left; never negative
     */
    public Duration remainingTime() {
        // C32: the only clock that knows the deadline.
        return Duration.ofMillis(Math.max(0, lambdaContext.getRemainingTimeInMillis()));
    }

    /**
     * Returns how long a request that starts now may take, so that there is still time to report
     * the batch afterwards: the {@linkplain #remainingTime() time left} minus its last second, or
     * half of it if that is more. Set it as the timeout of each request that the handler sends.
     * Otherwise a server that never answers makes the invocation time out, and SQS redelivers every
     * record of the batch.
     *
     * @return the time for a request; never negative, and zero if it is too late for one
     */
    public Duration requestTime() {
        Duration remaining = remainingTime();
        Duration half = remaining.dividedBy(2);
        return remaining.minus(half.compareTo(RESERVE) < 0 ? half : RESERVE);
    }

    /**
     * Says that the effect of this record had already happened. If the handler then returns, the
     * outcome is {@link Outcome.Duplicate}: a success that listeners can count.
     */
    public void duplicate() {
        onReturn = DUPLICATE;
    }

    /**
     * Says that this record is to be skipped. If the handler then returns, the outcome is {@link
     * Outcome.Skipped}, and the message is deleted.
     *
     * @param reason why, without values of the payload
     */
    public void skip(String reason) {
        onReturn = new Outcome.Skipped(reason);
    }

    /**
     * Says which event the record holds, for logs and listeners. The logging context (MDC) has its
     * names from then on, as long as this is the {@linkplain #current() current} delivery; each is
     * cut at 256 characters, and has spaces for control characters.
     *
     * @param event the event's identity
     */
    public void identify(EventIdentity event) {
        this.event = requireNonNull(event, "event");
        if (CURRENT.get() == this) {
            RecordMdc.put(event);
        }
    }

    /**
     * Returns which event the record holds.
     *
     * @return the identity, or null as long as no handler has found it
     */
    public @Nullable EventIdentity event() {
        return event;
    }

    /**
     * Returns how long the record was handled: from before {@link BatchListener#onStart} until its
     * outcome was settled, the poison policy included.
     *
     * @return the time in whole milliseconds; zero until the outcome is known, or if the handler
     *     was never called
     */
    public Duration handlingTime() {
        return outcome == null ? Duration.ZERO : Duration.ofMillis(handlingMillis);
    }

    /**
     * Returns how the record ended.
     *
     * @return the outcome, or null as long as it has none
     */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** What the outcome is if the handler returns now. */
    Outcome onReturn() {
        return onReturn;
    }

    /**
     * Claims the record for its handler; false if it already has an outcome. It takes no lock: when
     * the batch settles the record at the same moment, the handler may still run, and its late end
     * changes nothing.
     */
    boolean start() {
        remainingAtStart = lambdaContext.getRemainingTimeInMillis();
        started = true;
        return outcome == null;
    }

    /** Sets the outcome, which is final; false if there already is one. */
    boolean settle(Outcome outcome) {
        if (this.outcome != null) {
            return false;
        }
        if (started) {
            // C32: Lambda's own clock, which a test can move too, and which may step back.
            int millis = remainingAtStart - lambdaContext.getRemainingTimeInMillis();
            handlingMillis = Math.max(0, millis);
        }
        return OUTCOME.compareAndSet(this, null, outcome);
    }

    boolean started() {
        return started;
    }
}
