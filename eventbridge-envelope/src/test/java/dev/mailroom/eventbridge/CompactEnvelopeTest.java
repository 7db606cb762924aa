package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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

    private final List<EventBridgeEvent<JsonNode>> handled = new ArrayList<>();
    private final EventRouter router =
            EventRouter.builder()
                    .on(
                            EventType.of("my.webapp", "UserSignup", JsonNode.class),
                            event -> handled.add(event))
                    .build();

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
        RouteRegistry registry = new RouteRegistry();
        registry.add(
                EventType.of("my.webapp", "UserSignup", JsonNode.class), (event, context) -> {});
        ObjectMapper mapper = DefaultMapper.create();
        CompactEnvelope envelope =
                new CompactEnvelope(
                        mapper.getFactory(),
                        registry.build(mapper),
                        new DetailBinder(mapper.getFactory()));
        return envelope.read(text, new OpenedEnvelope(text));
    }

    private String outcome(String body) throws Exception {
        handled.clear();
        try {
            Deliveries.deliver(body, router);
        } catch (PoisonMessageException e) {
            return withoutColumn(String.valueOf(e.getMessage()));
        }
        return handled.toString();
    }

    private static String withoutColumn(String message) {
        return message.replaceAll("column \\d+", "column n");
    }
}
