package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.deliver;
import static dev.mailroom.eventbridge.Deliveries.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** A pattern is what EventBridge takes for one: no more, and no less. */
class EventPatternTest {

    private final List<String> handled = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$or\":[{\"source\":[\"my.shop\"]},{\"detail-type\":[\"Order\"]}]}",
                "{\"detail\":{\"$or\":[{\"n\":[1]},{\"n\":[2]}]}}",
                "{\"source\":[{\"anything-but\":{\"wildcard\":\"your.*\"}}]}",
                "{\"source\":[{\"anything-but\":{\"wildcard\":[\"your.*\",\"*.test\"]}}]}",
                "{\"source\":[{\"anything-but\":{\"suffix\":[\".test\",\".dev\"]}}]}",
                "{\"source\":[{\"anything-but\":{\"prefix\":[\"your.\",\"their.\"]}}]}",
                "{\"source\":[{\"anything-but\":{\"equals-ignore-case\":[\"YOUR.SHOP\"]}}]}",
                "{\"source\":[{\"prefix\":{\"equals-ignore-case\":\"MY.\"}}]}",
                "{\"source\":[{\"suffix\":{\"equals-ignore-case\":\"SHOP\"}}]}",
                "{\"source\":[{\"wildcard\":\"my.*\"}]}",
                "{\"detail\":{\"absent\":[{\"exists\":false}]}}",
                "{\"detail\":{\"n\":[{\"numeric\":[\">\",0,\"<=\",5]}]}}",
            })
    void whatEventBridgeTakesIsTakenAndMatched(String pattern) throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(EventPattern.of(pattern), event -> handled.add(event.source()))
                        .build();

        deliver(event("my.shop", "Order", "{\"n\":1}"), router);

        assertThat(handled).containsExactly("my.shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"source\":[]}",
                "{\"source\":\"my.shop\"}",
                "{\"source\":{}}",
                "{\"$or\":[]}",
                "{\"$or\":[{\"source\":[\"my.shop\"]}]}",
                "{\"$or\":[\"my.shop\"]}",
                "{\"source\":[{\"anything-but\":[]}]}",
                "{\"source\":[{\"starts-with\":\"my.\"}]}",
                "{\"source\":[\"my.shop\"]",
            })
    void whatEventBridgeRefusesIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPattern.of(pattern))
                .withMessageStartingWith("not a valid event pattern: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"source\":[\"my.shop\"]} {}|text after the end of the pattern (line 1, column 23)",
                "{\"source\":[\"my.shop\"]}}|text after the end of the pattern (line 1, column 23)",
                "{\"source\":[\"my.shop\"]}x|text after the end of the pattern (line 1, column 23)",
            })
    void textAfterAPatternIsRefused(String pattern, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPattern.of(pattern))
                .withMessage("not a valid event pattern: " + problem);
    }

    @Test
    void whiteSpaceAfterAPatternIsNoText() {
        assertThat(EventPattern.of("{\"source\":[\"my.shop\"]} \n").json())
                .isEqualTo("{\"source\":[\"my.shop\"]} \n");
    }
}
