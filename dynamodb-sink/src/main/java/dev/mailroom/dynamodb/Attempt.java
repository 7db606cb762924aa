package dev.mailroom.dynamodb;

import dev.mailroom.MailroomException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

/** What one request made of one write: a result, or why there is none. */
final class Attempt<R> {

    static final Attempt<WriteResult> WRITTEN = settled(WriteResult.WRITTEN);
    static final Attempt<WriteResult> DUPLICATE = settled(WriteResult.DUPLICATE);

    /** Only a conditional request for this write alone can tell. */
    static final Attempt<WriteResult> UNDECIDED = new Attempt<>(null, null, false);

    final @Nullable R result;
    final @Nullable MailroomException failure;
    final boolean mayPass;

    private Attempt(@Nullable R result, @Nullable MailroomException failure, boolean mayPass) {
        this.result = result;
        this.failure = failure;
        this.mayPass = mayPass;
    }

    /** The write is over, and this came of it. */
    static <R> Attempt<R> settled(R result) {
        return new Attempt<>(result, null, false);
    }

    /** Nothing was learnt that another attempt could not mend. */
    static <R> Attempt<R> again(MailroomException cause) {
        return new Attempt<>(null, cause, true);
    }

    /** Another attempt would end the same way. */
    static <R> Attempt<R> failed(MailroomException cause) {
        return new Attempt<>(null, cause, false);
    }
}
