package dev.mailroom.dynamodb;

import dev.mailroom.MailroomException;
import dev.mailroom.WriteResult;

/** What one request made of one write. */
sealed interface Attempt<R> {

    Attempt<WriteResult> WRITTEN = new Settled<>(WriteResult.WRITTEN);
    Attempt<WriteResult> DUPLICATE = new Settled<>(WriteResult.DUPLICATE);

    /** The write is over, and this came of it. */
    record Settled<R>(R result) implements Attempt<R> {}

    /** Nothing was learnt that another attempt could not mend. */
    record Again<R>(MailroomException cause) implements Attempt<R> {}

    /** Another attempt would end the same way. */
    record Failed<R>(MailroomException cause) implements Attempt<R> {}

    /** Only a conditional request for this write alone can tell. */
    record Undecided<R>() implements Attempt<R> {}
}
