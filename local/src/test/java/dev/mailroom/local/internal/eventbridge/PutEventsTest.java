package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class PutEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Steps steps = new Steps(step -> {});
    private final PutEvents putEvents =
            new PutEvents(
                    Map.of("default", new EventBus(List.of()), "orders", new EventBus(List.of())),
                    new RuleDelivery(new Recipients(), steps),
                    steps,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    () -> "the-id");

    @AfterEach
    void closeSteps() throws InterruptedException {
        steps.close();
    }

    @Test
    void c22AnswersEveryEntryInItsPlaceAndCountsTheFailedOnes() throws Exception {
        ObjectNode request = Json.object();
        ArrayNode entries = request.putArray("Entries");
        entries.add(entry());
        entries.add(entry().put("Detail", "[1]"));
        entries.add(entry().put("EventBusName", "orders"));

        assertThat(Json.write(putEvents.handle(request)))
                .isEqualTo(
                        "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"the-id\"},"
                                + "{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"Detail is malformed.\"},"
                                + "{\"EventId\":\"the-id\"}]}");
    }

    @Test
    void missingFieldsAreInvalidArguments() throws Exception {
        for (String field : List.of("Source", "DetailType", "Detail")) {
            assertThat(error(entry().without(List.of(field))))
                    .isEqualTo(
                            "InvalidArgument: Parameter "
                                    + field
                                    + " is not valid. Reason: "
                                    + field
                                    + " is a required argument.");
        }
    }

    @Test
    void detailMustBeAnObject() throws Exception {
        for (String detail : List.of("[]", "\"{}\"", "1", "{", "{} {}", "null")) {
            assertThat(error(entry().put("Detail", detail)))
                    .isEqualTo("MalformedDetail: Detail is malformed.");
        }
    }

    @Test
    void sourcesOfAwsAreRefused() throws Exception {
        assertThat(error(entry().put("Source", "aws.events")))
                .isEqualTo("NotAuthorizedForSourceException: Not authorized for the source.");
    }

    @Test
    void anUnknownBusIsAnErrorOfItsEntry() throws Exception {
        assertThat(error(entry().put("EventBusName", "payments")))
                .isEqualTo("ResourceNotFoundException: Event bus payments does not exist.");
    }

    @Test
    void aBusMayBeGivenByItsArn() throws Exception {
        ObjectNode entry =
                entry().put(
                                "EventBusName",
                                "arn:aws:events:us-east-1:000000000000:event-bus/orders");

        assertThat(putEvents.handle(request(entry)).path("FailedEntryCount").asInt()).isZero();
    }

    @Test
    void theTimeOfAnEntryIsHonoured() {
        assertThat(new PutEventsEntry(entry().put("Time", 1767323045.678)).toEvent("i", NOW).time())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(new PutEventsEntry(entry()).toEvent("i", NOW).time()).isEqualTo(NOW);
    }

    @Test
    void aTimeThatIsNoneIsAnErrorOfItsEntry() throws Exception {
        assertThat(error(entry().put("Time", "yesterday")))
                .isEqualTo("InvalidArgument: Parameter Time is not valid.");
    }

    @Test
    void c22MoreThanTenEntriesAreRefused() {
        ObjectNode[] entries = new ObjectNode[11];
        java.util.Arrays.fill(entries, entry());

        assertThatThrownBy(() -> putEvents.handle(request(entries)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(
                        "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                                + " length less than or equal to 10");
    }

    @Test
    void noEntriesAreRefused() {
        assertThatThrownBy(() -> putEvents.handle(request()))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(
                        "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                                + " length greater than or equal to 1");
    }

    @Test
    void c22MoreThanOneMegabyteInAllIsRefused() throws Exception {
        ObjectNode plain = entry().put("Detail", "{}");
        int rest = 1024 * 1024 - (int) new PutEventsEntry(plain).size();
        ObjectNode full = entry().put("Detail", "{\"x\":\"" + "x".repeat(rest - 8) + "\"}");
        ObjectNode tooLarge = entry().put("Detail", "{\"x\":\"" + "x".repeat(rest - 5) + "\"}");

        assertThat(putEvents.handle(request(full)).path("FailedEntryCount").asInt()).isZero();
        assertThatThrownBy(() -> putEvents.handle(request(tooLarge)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage("Total size of the entries in the request is over the limit.");
    }

    private String error(ObjectNode entry) throws Exception {
        var result = putEvents.handle(request(entry)).path("Entries").path(0);
        return result.path("ErrorCode").asText() + ": " + result.path("ErrorMessage").asText();
    }

    private static ObjectNode request(ObjectNode... entries) {
        ObjectNode request = Json.object();
        request.putArray("Entries").addAll(List.of(entries));
        return request;
    }

    private static ObjectNode entry() {
        return Json.object()
                .put("Source", "my.webapp")
                .put("DetailType", "UserSignup")
                .put("Detail", "{\"user_id\":\"u1\"}");
    }
}
