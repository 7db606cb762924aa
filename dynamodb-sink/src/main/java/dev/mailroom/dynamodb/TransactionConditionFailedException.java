package dev.mailroom.dynamodb;

import dev.mailroom.SinkException;

import org.jspecify.annotations.Nullable;

/**
 * Says that a condition of one of the writes that were to be made together does not hold: the stock
 * is too low, the account is closed. Nothing was written.
 *
 * <p>Let it pass out of the handler if the condition may hold later: the record is then retried. If
 * it never will, catch it and throw a {@link dev.mailroom.PoisonMessageException}, or do what your
 * business requires.
 */
public final class TransactionConditionFailedException extends SinkException {

    private static final long serialVersionUID = 1L;

    private final String table;
    private final int index;
    private final String reason;

    TransactionConditionFailedException(
            String table, int index, String reason, @Nullable Throwable cause) {
        super(
                "nothing was written: the condition of write "
                        + index
                        + ", to table \""
                        + table
                        + "\", does not hold",
                cause);
        this.table = table;
        this.index = index;
        this.reason = reason;
    }

    /**
     * Returns the table of the write whose condition does not hold.
     *
     * @return its name, or its ARN if the write has that
     */
    public String table() {
        return table;
    }

    /**
     * Returns which write it was.
     *
     * @return its index in the list that {@link DynamoDbTransactionalSink.Builder#writes} returned
     */
    public int index() {
        return index;
    }

    /**
     * Returns DynamoDB's reason.
     *
     * @return the code of the cancellation reason, {@code ConditionalCheckFailed}
     */
    public String reason() {
        return reason;
    }
}
