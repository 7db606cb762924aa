package dev.mailroom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.function.BiConsumer;

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
public interface RecordHandler extends Primable {

    /**
     * Handles one record.
     *
     * @param record the record
     * @param delivery what is known about this delivery, and where to say how it went
     * @throws Exception if the message must be kept
     */
    void handle(SqsRecord record, Delivery delivery) throws Exception;

    /**
     * Returns this handler as a consumer of Lambda's own type, for other batch libraries. Returning
     * and throwing mean the same; checked exceptions are wrapped in a {@link MailroomException}.
     *
     * @return this handler, for one message at a time
     */
    default BiConsumer<SQSMessage, Context> asMessageHandler() {
        return new MessageHandler(this::handle);
    }
}
