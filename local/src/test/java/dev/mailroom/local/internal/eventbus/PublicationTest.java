package dev.mailroom.local.internal.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.step.EventStep.EventRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** Which entries and requests a Custom Event Bus refuses, and in which words (V6, V7, V8). */
class PublicationTest {

    private final TestBus bus =
            new TestBus(
                    TestBus.subscriber()
                            .filter(Scope.DATA, "{\"detail\":{\"a\":[{\"exists\":true}]}}")
                            .transformer(new Transformer.WithMetadata())
                            .build());

    /** V6: an event that is taken can be filtered, delivered with its metadata, and replayed. */
    @Test
    void theDeepestDetailThatIsTakenIsDeliveredAndReplayed() throws Exception {
        assertThat(error(event().put("Detail", nested(998)))).isEmpty();
        assertThat(bus.sent).hasSize(1);
        assertThat(bus.replay(Replay.fromHorizon())).isEqualTo(1);
        assertThat(bus.sent).hasSize(2);
        assertThat(bus.pending()).isEmpty();

        assertThat(error(event().put("Detail", nested(999))))
                .isEqualTo("Detail must have at most 998 levels.");
        assertThat(bus.sent).hasSize(2);
    }

    /** V6: the same for a payload, which is one level further out. */
    @Test
    void theDeepestPayloadThatIsTakenIsDelivered() throws Exception {
        TestBus all =
                new TestBus(
                        TestBus.subscriber().transformer(new Transformer.WithMetadata()).build());

        assertThat(error(all, raw().put("Data", bytes(nested(999))))).isEmpty();
        assertThat(all.sent).hasSize(1);
        assertThat(error(all, raw().put("Data", bytes(nested(1_000)))))
                .isEqualTo("Data must have at most 999 levels.");
    }

    /** V5: a timestamp is a number of seconds that a calendar knows. */
    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                -1e12,
                253_402_300_800.0
            })
    void aTimeThatIsNoneIsRefused(double time) {
        assertRefused(
                event().put("Time", time), "SerializationException", "Time must be a timestamp.");
    }

    @Test
    void aTimeHasFractionsOfASecond() throws Exception {
        assertThat(error(event().put("Detail", "{\"a\":1}").put("Time", 253_402_300_799.5)))
                .isEmpty();
        assertThat(bus.bodies().get(0)).contains("\"time\":\"9999-12-31T23:59:59Z\"");
    }

    /** V6: what is wrong with one entry. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|Source is missing.",
                "1|Source is missing.",
                "{\"Source\":\"\"}|Source must have 1 to 256 characters.",
                "{\"Source\":\"aws.s3\"}|Source must not begin with aws.",
                "{\"Source\":\"s\"}|DetailType is missing.",
                "{\"Source\":\"s\",\"DetailType\":\"d\",\"Detail\":\"\"}|Detail must be JSON.",
                "{\"Source\":\"s\",\"DetailType\":\"d\",\"Detail\":\"{} {}\"}|Detail must be JSON.",
                "{\"Source\":\"s\",\"DetailType\":\"d\",\"SystemMetadata\":{\"EventGroupId\":\"\"}}|EventGroupId must have 1 to 128 characters.",
                "{\"Source\":\"s\",\"DetailType\":\"d\",\"SystemMetadata\":{\"DeduplicationId\":\" \"}}|DeduplicationId must have 1 to 128 characters, not all of them blank.",
                "{\"Source\":\"s\",\"DetailType\":\"d\",\"SystemMetadata\":{\"EventGroupId\":\" \"}}|``",
            })
    void anEntryIsRefusedAlone(String entry, String message) throws Exception {
        assertThat(error(Json.read(entry))).isEqualTo(message);
    }

    /** V6: the pairs of a publisher; the API reference has the least length of a value, 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tenant\":\"\"}|a value of Metadata must have at least one character.",
                "{\"tenant\":null}|a value of Metadata must have at least one character.",
                "{\"a/b\":\"1\"}|a key of Metadata must have 1 to 128 characters, and no slash.",
                "{\"\":\"1\"}|a key of Metadata must have 1 to 128 characters, and no slash.",
                "{\"tenant\":\" \"}|``",
                "{}|``",
            })
    void metadataIsPairsOfTexts(String metadata, String message) throws Exception {
        ObjectNode entry = raw().put("Data", bytes("{}"));
        entry.set("Metadata", Json.read(metadata));

        assertThat(error(bus, entry)).isEqualTo(message);
    }

    /** V8: a value of another type fails the whole request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Source|true|Source must be a string.",
                "Detail|{}|Detail must be a string.",
                "Time|`\"now\"`|Time must be a timestamp.",
                "Resources|{}|Resources must be a list.",
                "Resources|[1]|a resource must be a string.",
                "SystemMetadata|[]|SystemMetadata must be a map.",
            })
    void aValueOfAnotherTypeIsRefused(String field, String value, String message)
            throws JsonProcessingException {
        ObjectNode entry = event();
        entry.set(field, Json.read(value));

        assertRefused(entry, "SerializationException", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Metadata|[]|Metadata must be a map.",
                "Metadata|{\"a\":1}|a value of Metadata must be a string.",
                "Data|{}|Data must be a byte string.",
            })
    void aValueOfAnotherTypeIsRefusedInARawEntry(String field, String value, String message)
            throws JsonProcessingException {
        ObjectNode entry = raw().put("Data", bytes("{}"));
        entry.set(field, Json.read(value));

        assertRefused(entry, "SerializationException", message);
    }

    /** V8: what is wrong with a whole request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|InvalidInputException|EventBusArn must be the ARN of a Custom Event Bus.",
                "{\"EventBusArn\":\"webapp\"}|InvalidInputException|EventBusArn must be the ARN of a Custom Event Bus.",
                "{\"EventBusArn\":true}|SerializationException|EventBusArn must be a string.",
                "{\"EventBusArn\":\"BUS\"}|SerializationException|Entries must be a list.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[]}|InvalidInputException|Entries must have 1 to 100 members, not 0.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[{\"Source\":true}]}|SerializationException|Source must be a string.",
                "{\"EventBusArn\":\"BUS\",\"Entries\":[],\"DeduplicationConfiguration\":{}}|InvalidInputException|DeduplicationType must be CONTENT_BASED.",
            })
    void aRequestThatIsNotValidIsRefused(String request, String type, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () ->
                                bus.publish(
                                        Publication.PUT_EVENTS,
                                        Json.read(request.replace("BUS", TestBus.ARN))))
                .satisfies(e -> assertThat(e.type()).isEqualTo(type))
                .withMessage(message);
    }

    /** V6: IAM's condition keys of metadata do not tell upper case from lower case. */
    @Test
    void keysOfMetadataThatDifferOnlyInCaseAreRefused() {
        ObjectNode entry = raw().put("Data", bytes("{}"));
        entry.putObject("Metadata").put("tenant", "a").put("other", "b").put("Tenant", "c");

        assertRefused(
                entry,
                "InvalidInputException",
                "Keys of Metadata must differ in more than their case: 'tenant', 'Tenant'.");
    }

    /** V6, V8: the page puts an event as PutEvents does, group and errors included. */
    @Test
    void anEventFromThePageIsPublishedInItsGroupOrRefused() throws Exception {
        LocalEvent event = LocalEvent.of("shop", "Paid", "{\"a\":1}");

        assertThat(bus.putAsOnThePage(event.inGroup("g-1"))).isEqualTo("id-1");
        assertThat(bus.putAsOnThePage(event)).isEqualTo("id-2");
        bus.put(event.inGroup("g-2"));

        assertThat(bus.bodies().get(0)).contains("\"EventGroupId\":\"g-1\"");
        assertThat(bus.bodies().get(1)).doesNotContain("EventGroupId");
        assertThat(bus.bodies().get(2)).contains("\"EventGroupId\":\"g-2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event.inGroup("g".repeat(129)))
                .withMessage("An event group must have 1 to 128 characters.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bus.putAsOnThePage(LocalEvent.of("aws.s3", "Paid", "{}")))
                .withMessage("Source must not begin with aws.");
        assertThat(bus.told(EventRefused.class)).hasSize(1);
    }

    /** V6: a request has 100 entries at most. */
    @Test
    void aRequestHasAtMost100Entries() throws Exception {
        ObjectNode request = Json.object().put("EventBusArn", TestBus.ARN);
        for (int i = 0; i < 100; i++) {
            request.withArray("Entries").add(event());
        }

        assertThat(bus.publish(Publication.PUT_EVENTS, request).path("Entries")).hasSize(100);
        request.withArray("Entries").add(event());
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> bus.publish(Publication.PUT_EVENTS, request))
                .withMessage("Entries must have 1 to 100 members, not 101.");
    }

    private static ObjectNode event() {
        return Json.object().put("Source", "shop").put("DetailType", "Paid");
    }

    private static ObjectNode raw() {
        ObjectNode entry = Json.object();
        entry.putObject("SystemMetadata").put("ContentType", "application/json");
        return entry;
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "1" + "]".repeat(levels - 1) + "}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String error(JsonNode entry) throws Exception {
        return error(bus, entry);
    }

    /** The error of the one entry of a request; empty if there is none. */
    private static String error(TestBus bus, JsonNode entry) throws Exception {
        return bus.publish(operation(entry), request(entry))
                .path("Entries")
                .path(0)
                .path("ErrorMessage")
                .asText();
    }

    private void assertRefused(ObjectNode entry, String type, String message) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> bus.publish(operation(entry), request(entry)))
                .satisfies(e -> assertThat(e.type()).isEqualTo(type))
                .withMessage(message);
        assertThat(bus.sent).isEmpty();
    }

    private static Publication operation(JsonNode entry) {
        return entry.has("Data") ? Publication.PUT_RAW_EVENTS : Publication.PUT_EVENTS;
    }

    private static ObjectNode request(JsonNode entry) {
        ObjectNode request = Json.object().put("EventBusArn", TestBus.ARN);
        request.putArray("Entries").add(entry);
        return request;
    }
}
