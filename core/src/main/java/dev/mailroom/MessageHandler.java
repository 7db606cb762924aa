package dev.mailroom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.function.BiConsumer;

/** Lets a batch library that knows nothing of ours call a handler, message by message. */
final class MessageHandler implements BiConsumer<SQSMessage, Context> {

    private final RecordHandler handler;

    MessageHandler(RecordHandler handler) {
        this.handler = handler;
    }

    @Override
    public void accept(SQSMessage message, Context lambdaContext) {
        Delivery context = new Delivery(SqsRecord.of(message), lambdaContext);
        RecordMdc.put(context.record());
        try {
            handler.handle(context.record(), context);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(context, e);
        } catch (Exception e) {
            throw failed(context, e);
        } finally {
            RecordMdc.clear();
        }
    }

    private static MailroomException failed(Delivery context, Exception cause) {
        return new MailroomException("the handler failed", context.messageId(), cause);
    }
}
