package dev.mailroom.testing;

import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.fifoBatch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Deliveries.delivery;
import static dev.mailroom.testing.Invocation.invocation;
import static dev.mailroom.testing.TestEvent.event;
import static dev.mailroom.testing.TestMessage.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mailroom.Delivery;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.SqsRecord;
import dev.mailroom.eventbridge.EventBridgeEvent;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.Layer;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class BuildersTest {

    record UserSignup(@JsonProperty("user_id") String userId, Instant at) {}

    private static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);
    private static final UserSignup ADA =
            new UserSignup("u-\"1\"\n", Instant.parse("2026-11-22T10:00:00Z"));

    private final List<EventBridgeEvent<UserSignup>> events = new ArrayList<>();
    private final EventRouter routes = EventRouter.builder().on(USER_SIGNUP, events::add).build();

    @Test
    void theRouterReadsAnEventInEachShape() throws Exception {
        TestEvent event =
                event(USER_SIGNUP, ADA)
                        .withId("e-1")
                        .at(Instant.parse("2026-02-03T04:05:06Z"))
                        .about("arn:aws:s3:::bucket");
        List<String> shapes =
                List.of(
                        event.plain(),
                        event.inSns(),
                        event.transformed(),
                        event.fromScheduler(),
                        event.withMetadata(),
                        event.replayed());

        for (String body : shapes) {
            Delivery delivery = delivery(body);
            routes.handle(delivery.record(), delivery);
        }

        assertThat(events).hasSize(6);
        assertThat(events)
                .allSatisfy(
                        read -> {
                            assertThat(read.id()).isEqualTo("e-1");
                            assertThat(read.time()).isEqualTo("2026-02-03T04:05:06Z");
                            assertThat(read.resources()).containsExactly("arn:aws:s3:::bucket");
                            assertThat(read.detail()).isEqualTo(ADA);
                        });
        assertThat(events.get(1).layers().get(0)).isInstanceOf(Layer.Sns.class);
        assertThat(events.get(2).layers()).contains(new Layer.Wrapper("event"));
        // V12: what the bus says of an event; V26: whether it is a replay.
        assertThat(events.get(4).layers().get(0)).isInstanceOf(Layer.CustomBus.class);
        assertThat(events).extracting(EventBridgeEvent::replayed).containsOnlyOnce(true);
        assertThat(events.get(5).replayed()).isTrue();
    }

    @Test
    void writesAnEventAsEventBridgeDoes() {
        assertThat(event("my.shop", "Opened", "{\"n\": 1.0}").withId("e-1").plain())
                .isEqualTo(
                        "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"Opened\",\"source\":\"my.shop\","
                                + "\"account\":\"111122223333\",\"time\":\"2026-01-01T00:00:00Z\","
                                + "\"region\":\"eu-west-1\",\"resources\":[],\"detail\":{\"n\": 1.0}}");
    }

    @Test
    void anEventWithoutADetailHasAnEmptyOne() {
        EventType<Void> tick = EventType.of("aws.events", "Scheduled Event", Void.class);

        assertThat(event(tick, null).plain()).endsWith(",\"detail\":{}}");
        assertThat(event(tick, null).fromScheduler()).endsWith(",\"detail\":\"{}\"}");
    }

    @Test
    void everyEventHasAnIdOfItsOwn() {
        assertThat(event(USER_SIGNUP, ADA).id()).isNotEqualTo(event(USER_SIGNUP, ADA).id());
    }

    @Test
    void aTransformersTemplateIsFilledIn() {
        TestEvent event = event("my.shop", "Opened", "{}").withId("e-1");

        assertThat(event.transformed("{\"a\": [<aws.events.event.json>]}"))
                .isEqualTo("{\"a\": [" + event.plain() + "]}");
    }

    @Test
    void messagesAreNamedAfterTheirPlaceUnlessTheyHaveAnId() {
        SQSEvent batch = batch(message("a"), message("b").withId("m-7"), message("c"));

        assertThat(batch.getRecords())
                .extracting(SQSMessage::getMessageId)
                .containsExactly("message-1", "m-7", "message-3");
    }

    @Test
    void aMessageIsWhatLambdaHandsOver() {
        SqsRecord record =
                delivery(message("text").received(3).withAttribute("tenant", "one")).record();

        assertThat(record.messageId()).isEqualTo("message-1");
        assertThat(record.body()).isEqualTo("text");
        assertThat(record.receiveCount()).isEqualTo(3);
        assertThat(record.sentAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(record.messageGroupId()).isNull();
        assertThat(record.fifo()).isFalse();
        assertThat(record.message().getMessageAttributes().get("tenant").getStringValue())
                .isEqualTo("one");
    }

    @Test
    void aFifoBatchKeepsItsGroupsInOrder() {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(
                                (record, delivery) -> {
                                    if (record.body().equals("fails")) {
                                        throw new IllegalStateException();
                                    }
                                })
                        .build();

        SQSEvent batch =
                fifoBatch(
                        message("fails").inGroup("a"),
                        message("never tried").inGroup("a"),
                        message("fine").inGroup("b"));

        assertThat(reported(handler.handleRequest(batch, invocation())))
                .containsExactly("message-1", "message-2");
    }

    @Test
    void aMessageOfAFifoQueueNeedsAGroup() {
        assertThatIllegalStateException()
                .isThrownBy(() -> fifoBatch(message("a")))
                .withMessage("a message of a FIFO queue needs a group: give it one by inGroup");
    }

    @Test
    void aMessageIsReceivedAtLeastOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message("a").received(0))
                .withMessage("receiveCount must be 1 or more, but is 0");
    }

    @Test
    void theTimeOfAnInvocationPasses() {
        Invocation lambda = invocation(Duration.ofSeconds(10));

        lambda.pass(Duration.ofSeconds(4));

        assertThat(lambda.getRemainingTimeInMillis()).isEqualTo(6_000);
        assertThat(delivery(Duration.ofSeconds(7)).remainingTime())
                .isEqualTo(Duration.ofSeconds(7));
    }
}
