package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.compactEvent;
import static dev.mailroom.eventbridge.Deliveries.deliver;
import static dev.mailroom.eventbridge.Deliveries.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** What is not JSON is called that, wherever it stands. */
class InvalidJsonTest {

    record Order(String number, List<Integer> pieces, Order parent) {}

    private static final EventType<Order> ORDER = EventType.of("my.shop", "Order", Order.class);
    private static final EventType<JsonNode> TREE = EventType.of("my.shop", "Tree", JsonNode.class);
    private static final EventType<String> TEXT = EventType.of("my.shop", "Text", String.class);

    private final List<Object> handled = new ArrayList<>();
    private final EventRouter router =
            EventRouter.builder()
                    .on(ORDER, event -> handled.add(event.detail()))
                    .on(TREE, event -> handled.add(event.detail()))
                    .on(TEXT, event -> handled.add(event.detail()))
                    .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":\"n-1\" \"pieces\":[]}",
                "{\"number\":s3cret}",
                "{\"pieces\":[1,2,}",
                "{\"parent\":{\"parent\":{\"number\":'n'}}}",
                "{\"number\":\"n-1\",}",
                "{\"pieces\":[01]}",
                "{\"number\":\"\\q\"}",
                "{\"number\":\"n-1\"",
            })
    void invalidJsonInsideADetailIsCalledInvalidJson(String detail) {
        for (String type : List.of("Order", "Tree")) {
            for (String body :
                    List.of(
                            compactEvent("my.shop", type, detail),
                            event("my.shop", type, detail))) {
                assertThatExceptionOfType(PoisonMessageException.class)
                        .isThrownBy(() -> deliver(body, router))
                        .withMessageMatching(
                                "the body is not valid JSON \\(line 1, column \\d+\\) \\(messageId: m-1\\)");
            }
        }
    }

    @Test
    void jsonThatIsTooDeepInsideADetailIsCalledThat() {
        String deep = "{\"parent\":".repeat(201) + "{}" + "}".repeat(201);

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(compactEvent("my.shop", "Order", deep), router))
                .withMessageStartingWith(
                        "the body is JSON nested too deep, or with too long a string or number");
    }

    @Test
    void aNumberThatTheTypeCannotHoldIsValidJson() {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                deliver(
                                        compactEvent(
                                                "my.shop", "Order", "{\"pieces\":[3000000000]}"),
                                        router))
                .withMessageStartingWith(
                        "\"detail\" does not bind to "
                                + Order.class.getName()
                                + " at detail.pieces[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my.shop", "nobody"})
    void aByteOrderMarkIsNamed(String source) {
        for (String body :
                List.of(compactEvent(source, "Order", "{}"), event(source, "Order", "{}"))) {
            assertThatExceptionOfType(PoisonMessageException.class)
                    .isThrownBy(() -> deliver("\ufeff" + body, router))
                    .withMessage(
                            "the body begins with a byte order mark (U+FEFF), which is not JSON"
                                    + " (messageId: m-1)");
        }
    }

    @Test
    void aByteOrderMarkIsNamedWhereverTheBodyIsTaken() {
        EventRouter bare =
                EventRouter.builder().on(ORDER, event -> {}).withoutEnvelope(ORDER).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver("\ufeff{\"number\":\"n-1\"}", bare))
                .withMessage(
                        "the body begins with a byte order mark (U+FEFF), which is not JSON"
                                + " (messageId: m-1)");
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver("{\"Message\":\"\ufeff{}\"}", router))
                .withMessageStartingWith("no EventBridge event in the body");
    }

    @Test
    void aTextMayBeginWithAByteOrderMark() throws Exception {
        EventRouter texts =
                EventRouter.builder()
                        .on(TEXT, event -> handled.add(event.detail()))
                        .withoutEnvelope(TEXT)
                        .build();

        deliver("\ufeffa text", texts);

        assertThat(handled).containsExactly("\ufeffa text");
    }
}
