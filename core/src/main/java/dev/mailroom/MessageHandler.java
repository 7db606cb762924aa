package dev.mailroom;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.util.function.BiConsumer;

/** Lets another batch library call a handler, message by message. */
final class MessageHandler implements BiConsumer<SQSMessage, Context> {

    /** What a handler does with a record. */
    interface Handling {
        void handle(SqsRecord record, Delivery delivery) throws Exception;
    }

    private final Handling handler;

    MessageHandler(Handling handler) {
        this.handler = handler;
    }

    @Override
    public void accept(SQSMessage message, Context lambdaContext) {
        Delivery delivery = new Delivery(SqsRecord.of(message), lambdaContext);
        delivery.during(() -> handle(delivery));
    }

    private Outcome handle(Delivery delivery) {
        try {
            handler.handle(delivery.record(), delivery);
            return delivery.onReturn();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(delivery, e);
        } catch (Exception e) {
            throw failed(delivery, e);
        }
    }

    private static MailroomException failed(Delivery delivery, Exception cause) {
        return new MailroomException("the handler failed", delivery.messageId(), cause);
    }
}
