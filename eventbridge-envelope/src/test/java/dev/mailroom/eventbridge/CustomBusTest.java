package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.context;
import static dev.mailroom.eventbridge.Deliveries.deliver;
import static dev.mailroom.eventbridge.Deliveries.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a subscriber of a Custom Event Bus puts into a queue, with any of its transformers. */
class CustomBusTest {

    record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}

    private static final EventType<UserSignup> SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);
    private static final UserSignup ADA = new UserSignup("u-1", "ada@example.com", "Ada");
    private static final String EVENT_ID = "0b1f1a52-7d2e-4a54-9f2b-5a8c6f1f0d11";
    private static final Instant INGESTED = Instant.parse("2026-11-22T18:43:49.123Z");
    private static final Instant SENT = Instant.ofEpochMilli(Long.parseLong(Deliveries.SENT_AT));

    // V11, V12
    @Test
    void anEventWithMetadataIsTheEventInALayer() throws Exception {
        EventBridgeEvent<UserSignup> plain = open(file("user-signup.json"), SIGNUP);

        EventBridgeEvent<UserSignup> event = open(file("bus-event.json"), SIGNUP);

        Map<String, String> system =
                Map.of(
                        "ContentType", "application/eventbridge+json",
                        "aws:EventId", EVENT_ID,
                        "aws:IngestionTime", "2026-11-22T18:43:49.123Z",
                        "aws:SequenceNumber", "00000000000000000042",
                        "aws:Source", "my.webapp",
                        "aws:DetailType", "UserSignup",
                        "aws:DeliveryType", "LIVE");
        Layer.CustomBus bus = new Layer.CustomBus(Map.of(), system);
        assertThat(event)
                .isEqualTo(
                        new EventBridgeEvent<>(
                                plain.id(),
                                plain.source(),
                                plain.detailType(),
                                plain.time(),
                                plain.account(),
                                plain.region(),
                                plain.resources(),
                                null,
                                plain.detail(),
                                List.of(bus, new Layer.Event())));
        assertThat(event.customBus()).isEqualTo(bus);
        assertThat(bus.eventId()).isEqualTo(EVENT_ID);
        assertThat(event.replayed()).isFalse();
        assertThat(plain.customBus()).isNull();
    }

    // V14: which of the fields comes first is not documented. V11: "Metadata" may be absent.
    @Test
    void aReplayIsSeenAsOne() throws Exception {
        EventBridgeEvent<UserSignup> event = open(file("bus-event-replayed.json"), SIGNUP);

        assertThat(event.replayed()).isTrue();
        assertThat(event.customBus()).isNotNull();
        assertThat(event.customBus().metadata()).isEmpty();
        assertThat(event.customBus().eventGroupId()).isEqualTo("u-1");
        assertThat(event.customBus().deduplicationId()).isEqualTo("signup-u-1");
        assertThat(event.detail()).isEqualTo(ADA);
    }

    // V10, V11, V13, V26: RAW, WITH_METADATA, what JSONATA makes of it, live and as a replay.
    @Test
    void theSameEventHasTheSameKeyWhicheverTransformerDeliversIt() throws Exception {
        String raw = file("user-signup.json");
        List<String> bodies =
                List.of(
                        raw,
                        file("bus-event.json"),
                        file("bus-event-replayed.json"),
                        "{\"event\":" + raw + "}",
                        "{\"event\":" + file("bus-event.json") + "}");

        for (String body : bodies) {
            assertThat(open(body, SIGNUP).key())
                    .isEqualTo(IdempotencyKey.of("6a7e8feb-b491-4cf7-a9f1-bf3703467718"));
        }
    }

    // V10, V11: what PutRawEvents has published, without and with its metadata.
    @Test
    void aRawPayloadIsWhatTheRouterSays() throws Exception {
        EventBridgeEvent<UserSignup> event = open(file("bus-payload.json"), SIGNUP);

        assertThat(event.detail()).isEqualTo(ADA);
        assertThat(event.hasEnvelope()).isFalse();
        assertThat(event.time()).isEqualTo(INGESTED);
        assertThat(event.layers()).containsExactly(event.customBus());
        assertThat(event.customBus().metadata()).isEqualTo(Map.of("tenant", "acme"));
        // V34: only the metadata has an id.
        assertThat(event.key()).isEqualTo(IdempotencyKey.of(EVENT_ID));

        EventBridgeEvent<UserSignup> raw =
                open(
                        "{\"user_id\":\"u-1\",\"email\":\"ada@example.com\",\"name\":\"Ada\"}",
                        SIGNUP);

        assertThat(raw.detail()).isEqualTo(ADA);
        assertThat(raw.time()).isEqualTo(SENT);
        assertThatIllegalStateException()
                .isThrownBy(raw::key)
                .withMessage(
                        "a body without an envelope has no event id: key on what its detail says");
    }

    // V10, V11: an object, a string and bytes are the same with metadata and without.
    @Test
    void aPayloadKeepsItsTypeOfJsonAndBytesAreBase64() throws Exception {
        EventType<String> text = EventType.of("my.webapp", "Text", String.class);
        EventType<byte[]> bytes = EventType.of("my.webapp", "Bytes", byte[].class);
        byte[] hello = {'h', 'e', 'l', 'l', 'o', '?', -1};

        assertThat(open(file("bus-string.json"), text).detail())
                .isEqualTo("\"user u-1 has signed up\"");
        assertThat(open("\"user u-1 has signed up\"", text).detail())
                .isEqualTo("\"user u-1 has signed up\"");
        assertThat(open(file("bus-binary.json"), text).detail()).isEqualTo("aGVsbG8//w==");
        assertThat(open("aGVsbG8//w==", text).detail()).isEqualTo("aGVsbG8//w==");
        assertThat(open(file("bus-binary.json"), bytes).detail()).isEqualTo(hello);
        assertThat(open("aGVsbG8//w==", bytes).detail()).isEqualTo(hello);
    }

    // V12: "aws:Source" and "aws:DetailType" say what it is, wherever they are there.
    @Test
    void aPayloadGoesWhereItsMetadataSays() throws Exception {
        EventType<UserSignup> elsewhere = EventType.of("my.other", "Other", UserSignup.class);
        List<EventBridgeEvent<UserSignup>> signups = new ArrayList<>();
        EventRouter router =
                EventRouter.builder()
                        .on(SIGNUP, signups::add)
                        .on(elsewhere, event -> {})
                        .withoutEnvelope(elsewhere)
                        .build();

        Delivery delivery =
                context(payload("\"aws:Source\":\"my.webapp\",\"aws:DetailType\":\"UserSignup\","));
        router.handle(delivery.record(), delivery);

        assertThat(signups).singleElement().extracting(EventBridgeEvent::detail).isEqualTo(ADA);
        assertThat(delivery.event())
                .isEqualTo(new EventIdentity(EVENT_ID, "my.webapp", "UserSignup"));
    }

    @Test
    void aPayloadThatNobodyWantsIsUnmatched() throws Exception {
        String body = payload("\"aws:Source\":\"my.shop\",\"aws:DetailType\":\"Paid\",");
        EventRouter strict = EventRouter.builder().on(SIGNUP, event -> {}).build();

        assertPoison(
                body,
                strict,
                "no handler for source \"my.shop\" and detail-type \"Paid\"; there are handlers"
                        + " for my.webapp / UserSignup");
    }

    // V12
    @Test
    void aPayloadThatNobodyWantsIsNamedByItsMetadata() {
        EventRouter strict = EventRouter.builder().on(SIGNUP, event -> {}).build();
        Delivery delivery =
                context(payload("\"aws:Source\":\"my.shop\",\"aws:DetailType\":\"Paid\","));

        assertThatThrownBy(() -> strict.handle(delivery.record(), delivery))
                .isInstanceOf(PoisonMessageException.class);

        assertThat(delivery.event()).isEqualTo(new EventIdentity(EVENT_ID, "my.shop", "Paid"));
    }

    @Test
    void aPayloadOfAnUnknownKindIsPoisonThatSaysWhere() {
        assertPoison(
                file("bus-payload.json"),
                EventRouter.builder().on(SIGNUP, event -> {}).build(),
                "no EventBridge event in the delivery of a custom event bus, and"
                        + " withoutEnvelope(type) was not set");
    }

    // V7, V23, V34: the content type says what it is. Whoever may put raw events can write what
    // looks like the event of another source.
    @Test
    void aPayloadThatLooksLikeAnEventIsNone() throws Exception {
        String forged =
                file("bus-event.json")
                        .replace("application/eventbridge+json", "application/json")
                        .replace("\"aws:Source\":\"my.webapp\",", "");
        EventType<JsonNode> payload = EventType.of("raw", "Raw", JsonNode.class);
        List<String> handled = new ArrayList<>();
        EventRouter router =
                EventRouter.builder()
                        .on(SIGNUP, event -> handled.add("signup"))
                        .on(payload, event -> handled.add("payload"))
                        .withoutEnvelope(payload)
                        .build();

        deliver(forged, router);

        assertThat(handled).containsExactly("payload");
    }

    // V23
    @ParameterizedTest
    @CsvSource({
        "'\"aws:Source\":\"my.webapp\"', '\"aws:Source\":\"my.other\"'",
        "'\"aws:DetailType\":\"UserSignup\"', '\"aws:DetailType\":\"Other\"'"
    })
    void anEventOfAnotherSourceThanTheBusSaysIsPoison(String of, String other) {
        assertPoison(
                file("bus-event.json").replace(of, other),
                router(),
                "the event has another source or detail-type than the bus says in"
                        + " \"SystemMetadata\"");
    }

    @Test
    void anEventThatIsNoneIsPoisonWhateverIsTakenWithoutAnEnvelope() {
        assertPoison(
                file("bus-payload.json")
                        .replace("application/json", "application/eventbridge+json"),
                router(),
                "\"Data\" is not an EventBridge event, although its content type says so");
    }

    @Test
    void anEventThatIsADeliveryTooIsPoison() {
        String both =
                file("bus-event.json")
                        .replaceFirst("\\{", "{\"source\":\"my.webapp\",\"detail-type\":\"X\",");

        assertPoison(
                both,
                router(),
                "the body is a delivery of a custom event bus and an EventBridge event at once");
    }

    @Test
    void whatTwoReadersCouldReadDifferentlyIsPoison() {
        String event = file("bus-event.json");

        assertPoison(
                event.replaceFirst("\\{", "{\"Data\":{},"),
                router(),
                "\"Data\" occurs twice in the delivery of a custom event bus");
        assertPoison(
                event.replace("\"ContentType\"", "\"aws:DeliveryType\":\"REPLAY\",\"ContentType\""),
                router(),
                "a name occurs twice in \"SystemMetadata\"");
    }

    // V12: "aws:DeliveryType" is always there, and every value is a string.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Data\":{\"a\":1},\"SystemMetadata\":{\"ContentType\":\"application/json\"}}",
                "{\"Data\":1,\"SystemMetadata\":{\"aws:DeliveryType\":\"LIVE\",\"n\":1}}",
                "{\"Data\":1,\"Metadata\":[],\"SystemMetadata\":{\"aws:DeliveryType\":\"LIVE\"}}",
                "{\"Data\":1,\"SystemMetadata\":\"LIVE\"}",
                "{\"SystemMetadata\":{\"aws:DeliveryType\":\"LIVE\"}}",
                "{\"Data\":{\"a\":1}}"
            })
    void anObjectOfOnesOwnIsStillOnesOwn(String body) throws Exception {
        EventType<JsonNode> own = EventType.of("own", "Own", JsonNode.class);

        EventBridgeEvent<JsonNode> event = open(body, own);

        assertThat(event.detail()).hasToString(body);
        assertThat(event.layers()).isEmpty();
    }

    // V13: what an expression makes of an event is as ever: in an object, the detail, or a text.
    @Test
    void whatAnExpressionMakesIsReadAsEver() throws Exception {
        EventType<String> text = EventType.of("my.webapp", "Text", String.class);

        assertThat(open("{\"event\":" + file("user-signup.json") + "}", SIGNUP).detail())
                .isEqualTo(ADA);
        assertThat(
                        open(
                                "{\"user_id\":\"u-1\",\"email\":\"ada@example.com\",\"name\":\"Ada\"}",
                                SIGNUP))
                .extracting(EventBridgeEvent::detail)
                .isEqualTo(ADA);
        assertThat(open("user u-1 has signed up", text).detail())
                .isEqualTo("user u-1 has signed up");
    }

    @Test
    void metadataThatIsNullIsNone() throws Exception {
        String body = file("bus-event.json").replace("\"Metadata\":{}", "\"Metadata\":null");

        assertThat(open(body, SIGNUP).customBus().metadata()).isEmpty();
    }

    @Test
    void anUnreadableTimeOfIngestionIsReplacedByThatOfTheMessage() throws Exception {
        String body = file("bus-payload.json").replace("2026-11-22T18:43:49.123Z", "just now");

        assertThat(open(body, SIGNUP).time()).isEqualTo(SENT);
    }

    @Test
    void binaryDataThatIsNoStringIsPoison() {
        assertPoison(
                file("bus-payload.json").replace("application/json", "application/octet-stream"),
                router(),
                "binary \"Data\" must be a string");
    }

    private static String payload(String more) {
        return file("bus-payload.json")
                .replace("\"aws:DeliveryType\"", more + "\"aws:DeliveryType\"");
    }

    private static EventRouter router() {
        return EventRouter.builder().on(SIGNUP, event -> {}).withoutEnvelope(SIGNUP).build();
    }

    private static void assertPoison(String body, EventRouter router, String reason) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(body, router))
                .withMessage(reason + " (messageId: m-1)");
    }

    private static <D> EventBridgeEvent<D> open(String body, EventType<D> type) throws Exception {
        List<EventBridgeEvent<D>> events = new ArrayList<>();
        deliver(
                body,
                EventRouter.builder()
                        .on(type, event -> events.add(event))
                        .withoutEnvelope(type)
                        .build());
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
