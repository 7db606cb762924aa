package dev.mailroom;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;

import java.time.Duration;

/**
 * When an invocation starts no more records, and when it interrupts what still runs.
 *
 * <p>With a margin of 1 second, nothing starts in the last second; what still runs half a second
 * before the end is interrupted, and has half of the rest to end in. Once it is reached it stays
 * reached, even if the clock steps back (C5: what was not started holds back its message group).
 */
final class Deadline {

    /** The longest timeout of a function. */
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(15);

    private final Context context;
    private final long marginMillis;
    private volatile boolean reached;
    private volatile boolean stopped;

    private Deadline(Context context, long marginMillis) {
        this.context = context;
        this.marginMillis = marginMillis;
    }

    /** Refuses a margin that no function can keep. */
    static Duration requireMargin(Duration margin) {
        if (requireNonNull(margin, "margin").isNegative() || margin.compareTo(LONGEST_MARGIN) > 0) {
            throw new IllegalArgumentException(
                    "deadlineMargin must be 0 to 15 minutes, but is " + margin);
        }
        return margin;
    }

    /**
     * The margin is at most half of the time left now, so that a short timeout still gets something
     * done.
     */
    static Deadline of(Context context, Duration margin) {
        long half = context.getRemainingTimeInMillis() / 2;
        return new Deadline(context, Math.max(0, Math.min(margin.toMillis(), half)));
    }

    boolean reached() {
        if (!reached && remainingMillis() <= marginMillis) {
            reached = true;
        }
        return reached;
    }

    /** Ends the invocation now, whatever time is left. It comes before any interrupt. */
    synchronized void stop() {
        reached = true;
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /**
     * Clears this thread's interrupt, unless it may be the one that stops the invocation. There is
     * hardly ever one to clear, so this is looked at first.
     */
    void clearStrayInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            clearUnlessStopped();
        }
    }

    private synchronized void clearUnlessStopped() {
        if (!stopped) {
            Thread.interrupted();
        }
    }

    long millisUntilInterrupt() {
        return Math.max(0, remainingMillis() - marginMillis / 2);
    }

    /** How long to wait for what was interrupted. */
    long graceMillis() {
        return Math.max(0, remainingMillis() - marginMillis / 4);
    }

    /** When there is no more hope that an invocation in Lambda's own thread returns in time. */
    long millisUntilTooLate() {
        return Math.max(0, remainingMillis() - marginMillis / 8);
    }

    // C32: the only clock that knows the deadline.
    private int remainingMillis() {
        return context.getRemainingTimeInMillis();
    }
}
