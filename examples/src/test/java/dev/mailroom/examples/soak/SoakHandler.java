package dev.mailroom.examples.soak;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.dynamodb.DynamoDbTransactionalSink;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.sqs.Quarantine;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Counts the effects of each order in an item of its own, and is sometimes late. */
public final class SoakHandler extends SqsBatchHandler {

    static final String MARKERS = "SoakMarkers";
    static final String EFFECTS = "SoakEffects";
    static final String DEAD_LETTER_QUEUE_URL = "DEAD_LETTER_QUEUE_URL";

    /** What is ordered, and how its first delivery goes. */
    record Order(int number, Manner manner) {}

    enum Manner {
        QUICK,
        /** Works until the deadline interrupts it. */
        SLOW,
        /** Also works through the interrupt: only the end of its process ends it. */
        DEAF
    }

    static final EventType<Order> ORDER = EventType.of("soak", "Order", Order.class);

    public SoakHandler() {
        super(
                SqsBatchHandler.builder(routes(sink()))
                        .concurrency(10)
                        .onPoison(
                                Quarantine.to(
                                        System.getenv(DEAD_LETTER_QUEUE_URL), SqsClient.create())));
    }

    private static Sink<Order> sink() {
        return DynamoDbTransactionalSink.<Order>builder(MARKERS)
                .key("id")
                .writes(order -> List.of(oneMoreEffect(order)))
                .build();
    }

    /** Not idempotent by itself: a second one shows. */
    private static TransactWriteItem oneMoreEffect(Order order) {
        return TransactWriteItem.builder()
                .update(
                        update ->
                                update.tableName(EFFECTS)
                                        .key(Map.of("id", text(order.number() + "")))
                                        .updateExpression("ADD effects :one")
                                        .expressionAttributeValues(
                                                Map.of(":one", AttributeValue.fromN("1"))))
                .build();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static EventRouter routes(Sink<Order> sink) {
        return EventRouter.builder()
                .onDelivery(
                        ORDER,
                        (event, delivery) -> {
                            Order order = event.detail();
                            sink.write(IdempotencyKey.of(order.number() + ""), order, delivery);
                            beLate(order.manner(), delivery);
                        })
                .build();
    }

    /** After the write, so that it is delivered again although it is done. */
    private static void beLate(Manner manner, Delivery delivery) throws InterruptedException {
        if (manner == Manner.QUICK || delivery.record().receiveCount() > 1) {
            return;
        }
        while (manner == Manner.DEAF) {
            LockSupport.park();
            Thread.interrupted();
        }
        new CountDownLatch(1).await();
    }
}
