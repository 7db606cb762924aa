package dev.mailroom;

/**
 * Handles one SQS record.
 *
 * <p>Returning means success: the message is deleted. Throwing means that the message is kept:
 * {@link PoisonMessageException} if it can never succeed, {@link RetryLaterException} to wait for
 * some time, anything else for a retry when the queue's visibility timeout runs out.
 *
 * <p>A message may be delivered more than once, so effects must be idempotent: see {@link Sink}.
 * Implementations must be thread-safe where several records or invocations run at once.
 */
@FunctionalInterface
public interface RecordHandler {

    /**
     * Handles one record.
     *
     * @param record the record
     * @param context what is known about this delivery, and where to say how it went
     * @throws Exception if the message must be kept
     */
    void handle(SqsRecord record, RecordContext context) throws Exception;
}
