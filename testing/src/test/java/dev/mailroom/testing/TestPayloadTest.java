package dev.mailroom.testing;

import static dev.mailroom.testing.Deliveries.delivery;
import static dev.mailroom.testing.TestEvent.event;
import static dev.mailroom.testing.TestPayload.binary;
import static dev.mailroom.testing.TestPayload.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.eventbridge.EventBridgeEvent;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages of a Custom Event Bus, as its subscribers send them. */
class TestPayloadTest {

    record Reading(String sensor, int value) {}

    private static final EventType<Reading> READING =
            EventType.of("sensors", "Reading", Reading.class);

    /** V10, V11, V12: RAW is the payload, WITH_METADATA has three parts. */
    @Test
    void writesAPayloadAsASubscriberDoes() {
        TestPayload payload =
                payload(READING, new Reading("s-1", 21))
                        .withId("e-1")
                        .tagged("tenant", "acme")
                        .tagged("site", "north");

        assertThat(payload.raw()).isEqualTo("{\"sensor\":\"s-1\",\"value\":21}");
        assertThat(payload.withMetadata())
                .isEqualTo(
                        "{\"Data\":{\"sensor\":\"s-1\",\"value\":21},"
                                + "\"Metadata\":{\"site\":\"north\",\"tenant\":\"acme\"},"
                                + "\"SystemMetadata\":{\"ContentType\":\"application/json\","
                                + "\"aws:EventId\":\"e-1\","
                                + "\"aws:IngestionTime\":\"2026-01-01T00:00:00Z\","
                                + "\"aws:SequenceNumber\":\"00000000000000000001\","
                                + "\"aws:DeliveryType\":\"LIVE\"}}");
        assertThat(payload.replayed())
                .isEqualTo(payload.withMetadata().replace("\"LIVE\"", "\"REPLAY\""));
    }

    @Test
    void writesAnEventAsASubscriberDoes() {
        TestEvent event = event("my.shop", "Opened", "{\"n\": 1.0}").withId("e-1");

        assertThat(event.withMetadata())
                .isEqualTo(
                        "{\"Data\":"
                                + event.plain()
                                + ",\"Metadata\":{},\"SystemMetadata\":{"
                                + "\"ContentType\":\"application/eventbridge+json\","
                                + "\"aws:EventId\":\"e-1\","
                                + "\"aws:IngestionTime\":\"2026-01-01T00:00:00Z\","
                                + "\"aws:SequenceNumber\":\"00000000000000000001\","
                                + "\"aws:Source\":\"my.shop\",\"aws:DetailType\":\"Opened\","
                                + "\"aws:DeliveryType\":\"LIVE\"}}");
    }

    @Test
    void theRouterReadsAPayloadInEachShape() throws Exception {
        TestPayload payload =
                payload("{\"sensor\":\"s-1\",\"value\":21}").withId("e-1").tagged("tenant", "acme");

        List<EventBridgeEvent<Reading>> read =
                read(READING, payload.raw(), payload.withMetadata(), payload.replayed());

        assertThat(read).extracting(EventBridgeEvent::detail).containsOnly(new Reading("s-1", 21));
        assertThat(read.get(0).customBus()).isNull();
        assertThat(read.get(1).customBus().metadata()).isEqualTo(Map.of("tenant", "acme"));
        assertThat(read.get(1).key()).isEqualTo(IdempotencyKey.of("e-1"));
        assertThat(read.get(2).key()).isEqualTo(IdempotencyKey.of("e-1"));
        assertThat(read).extracting(EventBridgeEvent::replayed).containsExactly(false, false, true);
    }

    /** V7: bytes are Base64, in either shape. */
    @Test
    void theRouterReadsBytesInEachShape() throws Exception {
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        TestPayload payload = binary(hello);

        assertThat(
                        read(
                                EventType.of("sensors", "Bytes", byte[].class),
                                payload.raw(),
                                payload.withMetadata()))
                .extracting(EventBridgeEvent::detail)
                .containsExactly(hello, hello);
    }

    @Test
    void everyPayloadHasAnIdOfItsOwn() {
        assertThat(payload("1").id()).isNotEqualTo(payload("1").id());
    }

    private static <D> List<EventBridgeEvent<D>> read(EventType<D> type, String... bodies)
            throws Exception {
        List<EventBridgeEvent<D>> events = new ArrayList<>();
        EventRouter router =
                EventRouter.builder().on(type, events::add).withoutEnvelope(type).build();
        for (String body : bodies) {
            Delivery delivery = delivery(body);
            router.handle(delivery.record(), delivery);
        }
        return events;
    }
}
