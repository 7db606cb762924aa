package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.OutgoingEvent;
import dev.mailroom.eventbridge.PublishException;
import dev.mailroom.eventbridge.PublishResult;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** What is published by a type arrives by the same type. */
class EventPublisherIT {

    record Reading(int sensor, String note) {}

    static final EventType<Reading> READING = EventType.of("my.plant", "Reading", Reading.class);
    static final EventType<Reading> FORGED = EventType.of("aws.plant", "Reading", Reading.class);

    private static final Map<String, Reading> ARRIVED = new ConcurrentHashMap<>();
    private static LocalPipeline pipeline;
    private static EventBridgeClient client;

    @BeforeAll
    static void start() {
        EventRouter routes =
                EventRouter.builder()
                        .on(READING, event -> ARRIVED.put(event.id(), event.detail()))
                        .build();
        pipeline =
                LocalPipeline.builder()
                        .eventBus("plant")
                        .queue(LocalQueue.standard("readings"))
                        .rule(
                                LocalRule.matching("readings", "{\"source\":[\"my.plant\"]}")
                                        .onBus("plant")
                                        .toQueue("readings"))
                        .function(
                                LocalFunction.inProcess(
                                        "readings",
                                        endpoints -> SqsBatchHandler.builder(routes).build()))
                        .eventSource(LocalEventSource.of("readings", "readings"))
                        .start();
        client =
                EventBridgeClient.builder()
                        .endpointOverride(pipeline.endpoints().eventBridge())
                        .region(Region.of(pipeline.endpoints().region()))
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        pipeline.close();
    }

    @Test
    void whatIsPublishedArrivesUnderTheIdsThatWereReturned() {
        List<OutgoingEvent<Reading>> events =
                IntStream.range(0, 25)
                        .mapToObj(i -> OutgoingEvent.of(READING, new Reading(i, "é \"quoted\"")))
                        .toList();

        List<String> ids = publisher("plant").publish(events);

        await().atMost(Duration.ofMinutes(1)).until(() -> ARRIVED.keySet().containsAll(ids));
        List<Reading> arrived = new ArrayList<>();
        ids.forEach(id -> arrived.add(ARRIVED.get(id)));
        assertThat(arrived)
                .containsExactlyElementsOf(events.stream().map(OutgoingEvent::detail).toList());
    }

    // C22
    @Test
    void whatEventBridgeRefusesIsReportedAndTheRestIsPublished() {
        List<OutgoingEvent<?>> events =
                List.of(
                        OutgoingEvent.of(READING, new Reading(1, "")),
                        OutgoingEvent.of(FORGED, new Reading(2, "")));

        PublishException failure =
                catchThrowableOfType(
                        PublishException.class, () -> publisher("plant").publish(events));

        assertThat(failure)
                .hasMessage("1 of 2 events not published: 1 NotAuthorizedForSourceException");
        assertThat(failure.results().get(0)).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void c39ABusThatIsNotThereTakesAnEventAndLosesIt() {
        assertThat(publisher("no-such-bus").publish(READING, new Reading(1, ""))).isNotBlank();
    }

    // C39
    @Test
    void aBusThatIsNotThereIsFoundWhereThePublisherLooks() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> EventPublisher.builder(client).bus("no-such-bus").checkBus().build())
                .withMessage(
                        "the event bus \"no-such-bus\" does not exist: EventBridge would take events"
                                + " for it and drop them; create the bus, or correct its name")
                .withCauseInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aBusThatIsThereIsFoundByItsNameAndByItsArn() {
        String arn = "arn:aws:events:us-east-1:000000000000:event-bus/plant";

        assertThat(EventPublisher.builder(client).checkBus().build()).isNotNull();
        assertThat(EventPublisher.builder(client).bus("plant").checkBus().build()).isNotNull();
        assertThat(EventPublisher.builder(client).bus(arn).checkBus().build()).isNotNull();
    }

    private static EventPublisher publisher(String bus) {
        return EventPublisher.builder(client).bus(bus).build();
    }
}
