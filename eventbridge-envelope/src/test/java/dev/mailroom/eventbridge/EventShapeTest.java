package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;

/** What is read by the shape of an earlier event is what is read field by field. */
@Tag("fuzz")
class EventShapeTest {

    private static final int BODIES = Integer.getInteger("mailroom.fuzz.bodies", 5_000);
    private static final long SEED = Long.getLong("mailroom.fuzz.seed", 20261125L);

    private static final List<String> TOKENS =
            List.of(
                    "\"",
                    "\\",
                    "\\\"",
                    "\\u0041",
                    "\n",
                    "\u0000",
                    " ",
                    ",",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    "null",
                    "5",
                    "x".repeat(300),
                    "\ud83d",
                    "\u00e9",
                    "]}",
                    ",\"id\":\"two\"",
                    ",\"detail\":{}",
                    "\"a\":1",
                    "{\"b\":[{}]}",
                    "\"\"",
                    "[".repeat(300),
                    "{\"a\":".repeat(198));

    private final EventRouter.Builder routes =
            EventRouter.builder()
                    .on(EventType.of("my.webapp", "UserSignup", JsonNode.class), event -> {})
                    .on(EventType.of("my.webapp", "Text", String.class), event -> {})
                    .on(EventType.of("my.webapp", "Nothing", Void.class), event -> {})
                    .on(
                            EventPattern.of(
                                    "{\"detail-type\":[\"Pattern\"],\"detail\":{\"user_id\":[\"u-1\"]}}",
                                    JsonNode.class),
                            event -> {});
    private final JsonFactory json = routes.mapper.getFactory();
    private final Random random = new Random(SEED);

    @Test
    void anEventIsReadByItsShapeAsItIsReadFieldByField() {
        List<String> forms = forms();
        EnvelopeReader experienced = reader();
        int routed = 0;
        for (int i = 0; i < BODIES; i++) {
            String form = forms.get(random.nextInt(forms.size()));
            Reading event = read(form, experienced);
            String mutant = mutated(form);
            Reading byShape = read(mutant, experienced);

            assertThat(event).isInstanceOf(Reading.Routed.class);
            assertThat(byShape).as(mutant).isEqualTo(read(mutant, reader()));
            routed += byShape instanceof Reading.Routed ? 1 : 0;
        }
        // Neither all readable nor all broken: the mutants do come near.
        assertThat(routed).isBetween(BODIES / 20, BODIES - BODIES / 20);
    }

    @Test
    void theShapesOfManyKindsOfEventsMayTakeTurns() {
        EnvelopeReader experienced = reader();
        for (int i = 0; i < 500; i++) {
            String account = "11112222333" + i % 7;
            String event =
                    Deliveries.compactEvent("my.webapp", "UserSignup", "{\"n\":" + i + "}")
                            .replace("111122223333", account);

            assertThat(read(event, experienced)).isEqualTo(read(event, reader()));
        }
    }

    @Test
    void whiteSpaceBeforeTheDetailIsNoPartOfIt() {
        EnvelopeReader experienced = reader();
        String event = Deliveries.compactEvent("my.webapp", "Text", "{}");
        String spaced = event.replace("\"detail\":", "\"detail\": ");

        assertThat(read(event, experienced)).isInstanceOf(Reading.Routed.class);
        assertThat(read(spaced, experienced)).isEqualTo(read(spaced, reader()));
    }

    @Test
    void whatOverflowsTheStackIsReadAsItIsReadFieldByField() throws Exception {
        ObjectMapper deep = DefaultMapper.create();
        deep.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(1_000_000).build());
        EventType<String> payload = EventType.of("own", "Payload", String.class);
        EventRouter.Builder builder =
                EventRouter.builder()
                        .mapper(deep)
                        .on(EventType.of("my.webapp", "Text", String.class), event -> {})
                        .on(payload, event -> {})
                        .withoutEnvelope(payload);
        String nested = "[".repeat(100_000) + "]".repeat(100_000);
        String poison = Deliveries.compactEvent("my.webapp", "Text", nested);
        FutureTask<List<Reading>> readings =
                new FutureTask<>(
                        () -> {
                            EnvelopeReader experienced =
                                    new EnvelopeReader(deep.getFactory(), new Routes(builder));
                            read(Deliveries.compactEvent("my.webapp", "Text", "{}"), experienced);
                            return List.of(
                                    read(poison, experienced),
                                    read(
                                            poison,
                                            new EnvelopeReader(
                                                    deep.getFactory(), new Routes(builder))));
                        });
        Thread small = new Thread(null, readings, "small stack", 512 * 1024);
        small.start();
        small.join();

        assertThat(readings.get().get(0))
                .isInstanceOf(Reading.Unreadable.class)
                .isEqualTo(readings.get().get(1));
    }

    private EnvelopeReader reader() {
        return new EnvelopeReader(json, new Routes(routes));
    }

    private static Reading read(String body, EnvelopeReader reader) {
        Reading reading = reader.read(reader.open(body), Deliveries.record(body));
        // The route is the reader's own, and so is an exception.
        if (reading instanceof Reading.Routed routed) {
            return new Reading.Routed(routed.event(), SAME);
        }
        return reading instanceof Reading.Unreadable unreadable
                ? new Reading.Unreadable(unreadable.reason() + ": " + unreadable.cause(), null)
                : reading;
    }

    private static final Route<?> SAME =
            new Route<>(Void.class, (event, delivery) -> {}, DefaultMapper.create());

    private String mutated(String form) {
        int from = random.nextInt(form.length() + 1);
        int to = random.nextBoolean() ? from : Math.min(form.length(), from + random.nextInt(40));
        return form.substring(0, from)
                + TOKENS.get(random.nextInt(TOKENS.size()))
                + form.substring(to);
    }

    private static List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String detailType : List.of("UserSignup", "Text", "Nothing", "Pattern")) {
            String compact =
                    Deliveries.compactEvent("my.webapp", detailType, "{\"user_id\":\"u-1\"}");
            forms.add(compact);
            forms.add(compact.replace("\":", "\" : ").replace(",\"", " , \""));
            forms.add(Deliveries.event("my.webapp", detailType, "{\"user_id\":\"u-1\"}"));
            forms.add("{\"event\":" + compact + "}");
            forms.add(compact.replace("\"u-1\"", "\"u-1\",\"long\":\"" + "x".repeat(9_000) + "\""));
            forms.add("{\"a\":{ \"b\":" + compact + "} }");
            forms.add(
                    "{\"Type\":\"Notification\",\"MessageId\":\"n\",\"TopicArn\":\"t\",\"Message\":\""
                            + compact.replace("\"", "\\\"")
                            + "\"}");
        }
        return forms;
    }
}
