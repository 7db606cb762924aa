package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.mailroom.Delivery;
import dev.mailroom.PoisonMessageException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** What is read in EventBridge's own form is what the stream of tokens would read. */
class CompactEnvelopeTest {

    private static final String EVENT =
            Deliveries.compactEvent("my.webapp", "UserSignup", "{\"user_id\":\"u-1\"}");

    private static final List<String> TOKENS =
            List.of(
                    "\"",
                    "\\",
                    "\\\"",
                    "\\u0041",
                    "\n",
                    "\t",
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
                    "é",
                    "\u2028",
                    "]}",
                    "\"]",
                    ",\"id\":\"two\"",
                    ",\"detail\":{}",
                    "\"a\":1",
                    "{\"b\":[{}]}",
                    "[]",
                    "\"\"");

    private final List<EventBridgeEvent<?>> handled = new ArrayList<>();
    private EventRouter router = router(DefaultMapper.create());

    /** One piece of the event is replaced, or another is put in: mostly near misses. */
    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, EVENT.length());
        Arbitrary<Integer> length =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just(0)),
                        Tuple.of(2, Arbitraries.integers().between(1, 40)));
        return Combinators.combine(place, length, Arbitraries.of(TOKENS))
                .as(CompactEnvelopeTest::with);
    }

    private static String with(int place, int length, String token) {
        int end = Math.min(EVENT.length(), place + length);
        return EVENT.substring(0, place) + token + EVENT.substring(end);
    }

    @Property
    void isReadAsTheStreamWouldReadIt(@ForAll("bodies") String body) throws Exception {
        assertReadAsTheStreamWould(body);
        assertReadAsTheStreamWould(body.replace("UserSignup", "Nothing"));
    }

    private void assertReadAsTheStreamWould(String body) throws Exception {
        // A blank before it is another form.
        assertThat(outcome(body)).isEqualTo(outcome(" " + body));
    }

    @Test
    void takesTheFormThatEventBridgeWrites() {
        assertThat(compact(EVENT)).isTrue();
        assertThat(compact(EVENT.replace("\"arn:one\",\"arn:two\"", ""))).isTrue();
        assertThat(compact(EVENT.replace("my.webapp", "another"))).isTrue();
    }

    /** A parser knows how long a string may be. */
    @Test
    void leavesLongNamesToTheStream() {
        assertThat(compact(EVENT.replace("e-1", "x".repeat(300)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\\"}\"}",
                "{\"a\":[{},{\"b\":\"]\"}]}",
                "{}",
                "{\"not\" \"json\"}" // nobody wants it, so nobody looks into it
            })
    void passesOverAnObjectThatNobodyWants(String detail) {
        assertThat(compact(unwanted(detail))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "\"text\"",
                "[]",
                "null",
                "{\"a\":{}",
                "{}}",
                "{\"a\":\"}",
                "{\"a\":\"\\",
                "{},\"source\":\"my.webapp\"",
                "{} "
            })
    void leavesToTheStreamWhatIsNotSurelyOneObject(String detail) {
        assertThat(compact(unwanted(detail))).isFalse();
    }

    private static String unwanted(String detail) {
        return EVENT.replace("my.webapp", "another").replace("{\"user_id\":\"u-1\"}", detail);
    }

    private static boolean compact(String text) {
        EventType<JsonNode> wanted = EventType.of("my.webapp", "UserSignup", JsonNode.class);
        EventRouter.Builder routes = EventRouter.builder().on(wanted, event -> {});
        JsonFactory json = routes.mapper.getFactory();
        CompactEnvelope envelope =
                new CompactEnvelope(json, new Routes(routes), new DetailBinder(json));
        return envelope.read(text, new OpenedEnvelope(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {48, 49, 50, 199, 201, 300})
    void bindsDetailsAsDeepAsTheStreamDoes(int depth) throws Exception {
        String deep = nested(depth);
        String routed = Deliveries.compactEvent("my.webapp", "UserSignup", deep);
        String unwanted = Deliveries.compactEvent("another", "UserSignup", deep);

        assertThat(outcome(routed)).isEqualTo(outcome(" " + routed));
        assertThat(outcome(unwanted)).isEqualTo(outcome(" " + unwanted));
    }

    @Test
    void countsTheLevelsOfTheDetailAlone() throws Exception {
        String body = Deliveries.compactEvent("my.webapp", "UserSignup", nested(200));

        assertThat(outcome(body)).contains(nested(200));
        assertThat(outcome(" " + body)).contains("nested too deep");
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "5 ",
                "\"text\"",
                "[]",
                "null",
                "{} {}",
                "{}}",
                "{},",
                ",",
                "",
                " ",
                "{}//",
                "x"
            })
    void bindsWhateverEndsTheEventAsTheStreamDoes(String detail) throws Exception {
        for (String detailType : List.of("UserSignup", "Nothing")) {
            assertReadAsTheStreamWould(Deliveries.compactEvent("my.webapp", detailType, detail));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALLOW_JAVA_COMMENTS", "ALLOW_YAML_COMMENTS"})
    void takesCommentsAsTheStreamDoes(JsonReadFeature comments) throws Exception {
        router = router(JsonMapper.builder().enable(comments).build());

        for (String detail : List.of("{}//", "{}/**/", "{\"a\":1}//}", "{}#", "{}#}")) {
            String body = Deliveries.compactEvent("my.webapp", "UserSignup", detail);

            assertThat(outcome(body)).isEqualTo(outcome(" " + body));
        }
    }

    @Test
    void keepsToTheLengthThatTheMapperAllows() throws Exception {
        StreamReadConstraints shortOnes =
                StreamReadConstraints.builder().maxDocumentLength(150).build();
        router =
                router(
                        new ObjectMapper(
                                JsonFactory.builder().streamReadConstraints(shortOnes).build()));

        assertThat(outcome(EVENT)).isEqualTo(outcome(" " + EVENT)).contains("too long");
    }

    @Test
    void namesTheEventWhoseDetailBreaksItsDeserializer() throws Exception {
        SimpleModule overflowing = new SimpleModule();
        overflowing.addDeserializer(
                JsonNode.class,
                new JsonDeserializer<>() {
                    @Override
                    public JsonNode deserialize(JsonParser parser, DeserializationContext ctxt) {
                        throw new StackOverflowError();
                    }
                });
        router = router(JsonMapper.builder().addModule(overflowing).build());

        assertThat(outcome(EVENT))
                .isEqualTo(outcome(" " + EVENT))
                .contains("\"detail\" does not bind")
                .contains("e-1");
    }

    private EventRouter router(ObjectMapper mapper) {
        return EventRouter.builder()
                .on(
                        EventType.of("my.webapp", "UserSignup", JsonNode.class),
                        event -> handled.add(event))
                .on(EventType.of("my.webapp", "Nothing", Void.class), event -> handled.add(event))
                .mapper(mapper)
                .build();
    }

    private String outcome(String body) throws Exception {
        handled.clear();
        Delivery context = Deliveries.context(body);
        try {
            router.handle(context.record(), context);
        } catch (PoisonMessageException e) {
            return context.event() + ": " + withoutColumn(String.valueOf(e.getMessage()));
        }
        return context.event() + ": " + handled;
    }

    private static String withoutColumn(String message) {
        return message.replaceAll("column \\d+", "column n");
    }
}
