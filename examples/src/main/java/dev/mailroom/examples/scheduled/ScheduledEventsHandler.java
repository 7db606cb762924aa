package dev.mailroom.examples.scheduled;

import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.WriteResult;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.eventbridge.DeliveryHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores one item for each event of a schedule. */
public final class ScheduledEventsHandler extends SqsBatchHandler {

    static final EventType<Void> SCHEDULED =
            EventType.of("aws.events", "Scheduled Event", Void.class);

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledEventsHandler.class);

    public ScheduledEventsHandler() {
        this(DynamoDbSink.builder(tableName(), TriggeredEvent.class).key("id").build());
    }

    ScheduledEventsHandler(Sink<TriggeredEvent> events) {
        super(builder(routes(events)).snapStart(events));
    }

    static EventRouter routes(Sink<TriggeredEvent> events) {
        DeliveryHandler<Void> store =
                (event, delivery) -> {
                    String request = delivery.lambdaContext().getAwsRequestId();
                    LOG.info("Triggered at {}, request {}", event.time(), request);
                    TriggeredEvent item =
                            new TriggeredEvent(event.time(), "Lambda function triggered");
                    WriteResult result = events.write(event.key(), item, delivery);
                    LOG.info("{} item {}", result, event.id());
                };
        return EventRouter.builder().onDelivery(SCHEDULED, store).build();
    }

    private static String tableName() {
        return System.getenv().getOrDefault("TABLE_NAME", "LambdaTriggeredEvents");
    }
}
