package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.step.EventStep.EventDropped;
import dev.mailroom.local.step.EventStep.EventPut;
import dev.mailroom.local.step.EventStep.EventRefused;
import dev.mailroom.local.step.EventStep.PutRefused;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

class PutEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final RecordedSteps recorded = new RecordedSteps();
    private final Steps steps = new Steps(recorded);
    private final PutEvents putEvents =
            new PutEvents(
                    new Buses(
                            Map.of(
                                    "default", new EventBus(List.of()),
                                    "orders", new EventBus(List.of())),
                            new RuleDelivery(new Recipients(), steps),
                            steps),
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

        assertThat(Json.write(answer(request)))
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
    void aRefusedEntryIsAStep() throws Exception {
        assertThat(error(entry().put("Detail", "[]"))).startsWith("MalformedDetail");

        assertThat(recorded.awaitOne(EventRefused.class, step -> true).describe())
                .isEqualTo(
                        "event REFUSED by bus default: my.webapp / UserSignup: MalformedDetail:"
                                + " Detail is malformed.");
    }

    @ParameterizedTest
    @CsvSource({
        "payments",
        "arn:aws:events:us-east-1:111111111111:event-bus/orders",
        "arn:aws:events:eu-west-1:000000000000:event-bus/orders",
    })
    void c39AnEventOnAnUnknownBusIsTakenAndLost(String bus) throws Exception {
        assertThat(Json.write(answer(request(entry().put("EventBusName", bus)))))
                .isEqualTo("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"the-id\"}]}");

        assertThat(recorded.awaitOne(EventDropped.class, step -> true).describe())
                .isEqualTo(
                        "event the-id put on bus "
                                + bus
                                + " LOST, and its sender does not know: there is no such event"
                                + " bus: my.webapp / UserSignup");
    }

    @ParameterizedTest
    @CsvSource({"Source,256,its source", "DetailType,128,its detail-type"})
    void aNameThatIsTooLongIsTakenAndLost(String field, int most, String what) throws Exception {
        ObjectNode longest = entry().put(field, "n".repeat(most));
        ObjectNode tooLong = entry().put(field, "n".repeat(most + 1));

        assertThat(answer(request(longest, tooLong)).path("FailedEntryCount").asInt()).isZero();

        assertThat(recorded.await(EventDropped.class, step -> true, 1))
                .extracting(EventDropped::reason)
                .containsExactly(
                        what + " has " + (most + 1) + " characters, and " + most + " are allowed");
        assertThat(recorded.of(EventPut.class, step -> true)).hasSize(1);
    }

    @Test
    void integersHave64BitsAndLevelsAre1000() throws Exception {
        for (String detail :
                List.of(
                        "{\"a\":9223372036854775807,\"b\":-9223372036854775808}",
                        "{\"a\":12345678901234567890.5,\"b\":1e30}",
                        "{\"a\":" + "[".repeat(998) + "]".repeat(998) + "}")) {
            assertThat(
                            answer(request(entry().put("Detail", detail)))
                                    .path("FailedEntryCount")
                                    .asInt())
                    .isZero();
        }
        for (String detail :
                List.of(
                        "{\"a\":9223372036854775808}",
                        "{\"a\":[{\"b\":-9223372036854775809}]}",
                        "{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}")) {
            assertThat(error(entry().put("Detail", detail)))
                    .isEqualTo("MalformedDetail: Detail is malformed.");
        }
    }

    @Test
    void whatTheServiceModelForbidsIsRefusedAsAWhole() {
        refusesAsAWhole(
                entry().put("EventBusName", "b".repeat(1_601)),
                "eventBusName' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 1600");
        refusesAsAWhole(
                entry().put("EventBusName", "two words"),
                "eventBusName' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: (arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus/)?[/.\\-_A-Za-z0-9]+");
        refusesAsAWhole(
                entry().put("TraceHeader", ""),
                "traceHeader' failed to satisfy constraint: Member must have length greater than"
                        + " or equal to 1");
        refusesAsAWhole(
                entry().put("TraceHeader", "t".repeat(501)),
                "traceHeader' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 500");
        ObjectNode resource = entry();
        resource.putArray("Resources").add("r".repeat(2_049));
        refusesAsAWhole(
                resource,
                "resources' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 2048");
    }

    private void refusesAsAWhole(ObjectNode entry, String message) {
        assertThatThrownBy(() -> answer(request(entry(), entry)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage("1 validation error detected: Value at 'entries.2.member." + message);
    }

    @Test
    void aBusMayBeGivenByItsArn() throws Exception {
        ObjectNode entry =
                entry().put(
                                "EventBusName",
                                "arn:aws:events:us-east-1:000000000000:event-bus/orders");

        assertThat(answer(request(entry)).path("FailedEntryCount").asInt()).isZero();
    }

    @Test
    void theTimeOfAnEntryIsHonoured() {
        assertThat(new PutEventsEntry(entry().put("Time", 1767323045.678)).toEvent("i", NOW).time())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(new PutEventsEntry(entry()).toEvent("i", NOW).time()).isEqualTo(NOW);
    }

    @Test
    void aTimeThatIsNoneIsAnErrorOfItsEntry() throws Exception {
        assertThat(error(entry().put("Time", 1e300)))
                .isEqualTo("InvalidArgument: Parameter Time is not valid.");
        assertThat(error(entry().put("Time", "yesterday")))
                .isEqualTo("InvalidArgument: Parameter Time is not valid.");
    }

    @Test
    void c22MoreThanTenEntriesAreRefused() {
        ObjectNode[] entries = new ObjectNode[11];
        java.util.Arrays.fill(entries, entry());

        assertThatThrownBy(() -> answer(request(entries)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(
                        "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                                + " length less than or equal to 10");
    }

    @Test
    void noEntriesAreRefused() {
        assertThatThrownBy(() -> answer(request()))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage(
                        "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have"
                                + " length greater than or equal to 1");
    }

    @Test
    void c22MoreThanOneMegabyteInAllIsRefused() throws Exception {
        ObjectNode plain = entry().put("Detail", "{}");
        int rest = 1024 * 1024 - (int) new PutEventsEntry(plain).size();
        ObjectNode full = entry().put("Detail", "{\"x\":\"" + "x".repeat(rest - 7) + "\"}");
        ObjectNode tooLarge = entry().put("Detail", "{\"x\":\"" + "x".repeat(rest - 6) + "\"}");

        assertThat(answer(request(full)).path("FailedEntryCount").asInt()).isZero();
        assertThatThrownBy(() -> answer(request(tooLarge)))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessage("Total size of the entries in the request is over the limit.");
        assertThat(recorded.awaitOne(PutRefused.class, step -> true).describe())
                .isEqualTo(
                        "request to put events REFUSED: ValidationException: Total size of the"
                                + " entries in the request is over the limit.");
    }

    private String error(ObjectNode entry) throws Exception {
        var result = answer(request(entry)).path("Entries").path(0);
        return result.path("ErrorCode").asText() + ": " + result.path("ErrorMessage").asText();
    }

    private ObjectNode answer(ObjectNode request) throws Exception {
        return putEvents.handle(Json.write(request));
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
