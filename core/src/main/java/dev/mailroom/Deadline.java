package dev.mailroom;

import com.amazonaws.services.lambda.runtime.Context;

import java.time.Duration;

/** The moment after which an invocation starts no more records. */
final class Deadline {

    private final Context context;
    private final long marginMillis;

    private Deadline(Context context, long marginMillis) {
        this.context = context;
        this.marginMillis = marginMillis;
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
        // C32: the only clock that knows the deadline.
        return context.getRemainingTimeInMillis() <= marginMillis;
    }
}
