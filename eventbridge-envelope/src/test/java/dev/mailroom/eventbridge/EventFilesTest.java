package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.deliver;
import static dev.mailroom.eventbridge.Deliveries.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every file in {@code src/test/resources/events}. */
class EventFilesTest {

    record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}

    private static final Path FOLDER = Path.of("src/test/resources/events");
    private static final Layer SNS =
            new Layer.Sns(
                    "arn:aws:sns:us-west-1:111122223333:signups",
                    "0a1b2c3d-0000-5000-8000-000000000001");
    private static final Layer EVENT = new Layer.Event();
    private static final UserSignup ADA = new UserSignup("u-1", "ada@example.com", "Ada");
    private static final Map<String, String> FIRST = Map.of("user_id", "u-1");

    static Stream<String> layered() throws IOException {
        return files("layers-");
    }

    @ParameterizedTest
    @MethodSource("layered")
    void theEventIsFoundInAllLayersAndTheyAreKnown(String file) throws Exception {
        EventBridgeEvent<UserSignup> event = open(file, UserSignup.class);

        assertThat(event)
                .isEqualTo(
                        new EventBridgeEvent<>(
                                "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                                "my.webapp",
                                "UserSignup",
                                Instant.parse("2026-11-22T18:43:48Z"),
                                "111122223333",
                                "us-west-1",
                                List.of("arn:aws:cognito-idp:us-west-1:111122223333:userpool/one"),
                                null,
                                ADA,
                                layersNamedBy(file)));
    }

    static Stream<Arguments> details() {
        return Stream.of(
                Arguments.of("detail-object", reference(UserSignup.class), ADA),
                Arguments.of("detail-empty-object", reference(Map.class), Map.of()),
                Arguments.of(
                        "detail-empty-object",
                        reference(UserSignup.class),
                        new UserSignup(null, null, null)),
                Arguments.of(
                        "detail-array",
                        new TypeReference<List<UserSignup>>() {},
                        List.of(
                                new UserSignup("u-1", null, null),
                                new UserSignup("u-2", null, null))),
                Arguments.of("detail-number", reference(Double.class), 12.5),
                Arguments.of("detail-number", reference(String.class), "12.50"),
                Arguments.of("detail-boolean", reference(Boolean.class), true),
                Arguments.of("detail-string", reference(JsonNode.class), tree("\"u-1\"")),
                Arguments.of("detail-string", reference(String.class), "\"u-1\""),
                Arguments.of("detail-string-holding-object", reference(Map.class), FIRST),
                Arguments.of(
                        "detail-string-holding-object",
                        reference(String.class),
                        "\"{\\\"user_id\\\":\\\"u-1\\\"}\""),
                Arguments.of(
                        "detail-string-holding-object",
                        reference(JsonNode.class),
                        tree("{\"user_id\":\"u-1\"}")),
                Arguments.of(
                        "detail-string-holding-array",
                        new TypeReference<List<Map<String, String>>>() {},
                        List.of(FIRST)),
                Arguments.of(
                        "detail-string-not-json",
                        reference(JsonNode.class),
                        tree("\"{draft} u-1\"")),
                Arguments.of("detail-missing", reference(Void.class), null),
                Arguments.of("detail-null", reference(Void.class), null),
                Arguments.of(
                        "detail-unicode",
                        reference(UserSignup.class),
                        new UserSignup(
                                "u-1", "ada@example.com", "Ad\u00e4 \ud83d\udcec \ud83d\udcec")));
    }

    @ParameterizedTest
    @MethodSource("details")
    void everyKindOfDetailIsBound(String file, TypeReference<?> type, Object detail)
            throws Exception {
        assertThat(open(file + ".json", type).detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({"detail-missing", "detail-null"})
    void aMissingDetailIsPoisonToWhoReadsIt(String file) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> open(file + ".json", String.class))
                .withMessage(
                        "\"detail\" is missing or null; expected java.lang.String (messageId: m-1)");
    }

    static Stream<Arguments> bare() {
        return Stream.of(
                Arguments.of("bare-input-path", reference(UserSignup.class), ADA, List.of()),
                Arguments.of(
                        "bare-scheduler-input",
                        reference(Map.class),
                        Map.of("id", 7, "source", List.of("a", "b"), "job", "tidy-up"),
                        List.of()),
                Arguments.of("bare-array", reference(List.class), List.of(FIRST), List.of()),
                Arguments.of("bare-string", reference(UserSignup.class), ADA, List.of()),
                Arguments.of(
                        "bare-text",
                        reference(String.class),
                        "user u-1 has signed up\n",
                        List.of()),
                Arguments.of("bare-sns", reference(UserSignup.class), ADA, List.of(SNS)),
                Arguments.of(
                        "bare-sns-text",
                        reference(String.class),
                        "user u-1 has signed up",
                        List.of(SNS)),
                Arguments.of(
                        "bare-single-field",
                        reference(Map.class),
                        Map.of("order", FIRST),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("bare")
    void aBodyWithoutAnEnvelopeIsWhatTheRouterSays(
            String file, TypeReference<?> type, Object detail, List<Layer> layers)
            throws Exception {
        EventBridgeEvent<?> event = open(file + ".json", type);

        assertThat(event)
                .isEqualTo(
                        new EventBridgeEvent<>(
                                "",
                                "my.webapp",
                                "UserSignup",
                                Instant.ofEpochMilli(Long.parseLong(Deliveries.SENT_AT)),
                                "",
                                "",
                                List.of(),
                                null,
                                detail,
                                layers));
        assertThat(event.hasEnvelope()).isFalse();
    }

    static Stream<String> bareFiles() throws IOException {
        return files("bare-");
    }

    @ParameterizedTest
    @MethodSource("bareFiles")
    void aBodyWithoutAnEnvelopeIsPoisonIfTheRouterSaysNothing(String file) {
        EventRouter router =
                EventRouter.builder().on(type("my.webapp", "UserSignup"), event -> {}).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(file(file), router))
                .withMessageMatching(
                        "(no EventBridge event in the body, and withoutEnvelope\\(type\\) was not set"
                                + "|the body is not valid JSON \\(line 1, column \\d+\\))"
                                + " \\(messageId: m-1\\)");
    }

    // V25: a failure record says which events were given up, and holds none of them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nine-layers           | the body has more than 8 layers",
                "sns-confirmation      | SNS asks to confirm a subscription; expected a notification",
                "sns-and-event         | the body is an SNS notification and an EventBridge event at once",
                "bus-failure-record    | the body is the failure record of a custom event bus: it says which events a subscriber did not get, and holds none of them; have the bus replay them",
                "duplicate-id          | \"id\" occurs twice in the envelope",
                "duplicate-source      | \"source\" occurs twice in the envelope",
                "duplicate-detail-type | \"detail-type\" occurs twice in the envelope",
                "duplicate-detail      | \"detail\" occurs twice in the envelope",
            })
    void whatCanNeverBeReadIsPoisonEvenIfABareBodyIsTaken(String file, String reason) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> open("poison-" + file + ".json", Map.class))
                .withMessage(reason + " (messageId: m-1)");
    }

    // C18
    @Test
    void whatSchedulerSendsWithoutAnInputIsAnEvent() throws Exception {
        List<EventBridgeEvent<?>> events = new ArrayList<>();
        EventType<JsonNode> scheduled =
                EventType.of("aws.scheduler", "Scheduled Event", JsonNode.class);
        EventRouter router =
                EventRouter.builder().on(scheduled, event -> events.add(event)).build();

        deliver(file("scheduler-default.json"), router);

        assertThat(events)
                .singleElement()
                .extracting(EventBridgeEvent::detail)
                .isEqualTo(tree("{}"));
    }

    @Test
    void everyFileIsTestedAndInTheTable() throws IOException {
        List<String> elsewhere =
                List.of(
                        "user-signup.json",
                        "user-signup-detail-first.json",
                        "scheduled.json",
                        "replayed.json",
                        "aws-s3-object-created.json",
                        "scheduler-default.json");
        List<String> tested = new ArrayList<>(elsewhere);
        layered().forEach(tested::add);
        details().map(row -> row.get()[0] + ".json").distinct().forEach(tested::add);
        bare().map(row -> row.get()[0] + ".json").forEach(tested::add);
        files("poison-").forEach(tested::add);
        files("bus-").forEach(tested::add); // in CustomBusTest

        assertThat(files("").toList()).hasSizeGreaterThan(30).containsAll(tested);
        assertThat(tested).containsAll(files("").toList());
        assertThat(table()).containsExactlyInAnyOrderElementsOf(files("").toList());
    }

    private static EventType<JsonNode> type(String source, String detailType) {
        return EventType.of(source, detailType, JsonNode.class);
    }

    private static <D> EventBridgeEvent<D> open(String file, Class<D> type) throws Exception {
        return open(file, EventType.of("my.webapp", "UserSignup", type));
    }

    private static <D> EventBridgeEvent<D> open(String file, TypeReference<D> type)
            throws Exception {
        // A class that is given as a generic type must be treated like the class.
        return open(file, EventType.of("my.webapp", "UserSignup", type));
    }

    private static <D> EventBridgeEvent<D> open(String file, EventType<D> type) throws Exception {
        List<EventBridgeEvent<D>> events = new ArrayList<>();
        deliver(
                file(file),
                EventRouter.builder()
                        .on(type, event -> events.add(event))
                        .withoutEnvelope(type)
                        .build());
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static <D> TypeReference<D> reference(Class<D> type) {
        return new TypeReference<>() {
            @Override
            public java.lang.reflect.Type getType() {
                return type;
            }
        };
    }

    private static List<Layer> layersNamedBy(String file) {
        List<Layer> layers = new ArrayList<>();
        String names = file.substring("layers-".length(), file.length() - ".json".length());
        for (String name : names.split("-", -1)) {
            layers.add(
                    switch (name) {
                        case "sns" -> SNS;
                        case "wrapper" -> new Layer.Wrapper("event");
                        case "text" -> new Layer.Wrapper("Message");
                        case "string" -> new Layer.JsonString();
                        default -> throw new AssertionError(name);
                    });
        }
        layers.add(EVENT);
        return layers;
    }

    private static Stream<String> files(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static List<String> table() throws IOException {
        return Files.readAllLines(FOLDER.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
