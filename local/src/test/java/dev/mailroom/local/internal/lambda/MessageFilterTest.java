package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** C10: which messages a function sees. */
class MessageFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"body\":{\"kind\":[\"a\"]}}|{\"kind\":\"a\"}|true",
                "{\"body\":{\"kind\":[\"a\"]}}|{\"kind\":\"b\"}|false",
                "{\"body\":{\"kind\":[\"a\"]}}|no JSON|false",
                "{\"body\":[\"plain\"]}|plain|true",
                "{\"body\":[\"plain\"]}|{\"kind\":\"a\"}|false",
                "{\"body\":{\"n\":[{\"numeric\":[\">\",5]}]}}|{\"n\":6}|true",
                "{\"body\":{\"n\":[{\"numeric\":[\">\",5]}]}}|{\"n\":5}|false",
                // Lambda drops what is not in the format of the pattern, whatever the pattern says.
                "{\"body\":{\"kind\":[{\"exists\":false}]}}|plain|false",
                "{\"body\":{\"kind\":[{\"exists\":false}]}}|{\"n\":6}|true",
                "{\"body\":{\"kind\":[{\"anything-but\":\"a\"}]}}|plain|false",
                "{\"body\":[{\"anything-but\":\"plain\"}]}|{\"kind\":\"a\"}|false",
                "{\"body\":[{\"anything-but\":\"plain\"}]}|other|true",
                "{\"body\":[{\"exists\":true}]}|{\"kind\":\"a\"}|false",
                "{\"body\":[{\"prefix\":\"{\"}]}|{\"kind\":\"a\"}|false",
                "{\"body\":{\"kind\":[\"a\"]}}|[{\"kind\":\"a\"}]|true",
                "{\"$or\":[{\"body\":{\"kind\":[\"a\"]}},{\"body\":{\"n\":[{\"exists\":false}]}}]}|plain|false",
                "{\"$or\":[{\"body\":{\"kind\":[\"a\"]}},{\"body\":[\"plain\"]}]}|plain|true",
                "{\"attributes\":{\"SenderId\":[\"me\"]}}|anything|true",
                "{\"attributes\":{\"SenderId\":[\"me\"]}}|{\"kind\":\"a\"}|true",
                "{\"attributes\":{\"SenderId\":[\"you\"]}}|anything|false",
            })
    void aMessagePassesIfAPatternMatchesIt(String pattern, String body, boolean passes) {
        assertThat(new MessageFilter(List.of(pattern)).passes(message(body))).isEqualTo(passes);
    }

    @Test
    void oneOfSeveralPatternsIsEnough() {
        MessageFilter filter =
                new MessageFilter(List.of("{\"body\":[\"a\"]}", "{\"body\":[\"b\"]}"));

        assertThat(List.of("a", "b", "c"))
                .filteredOn(body -> filter.passes(message(body)))
                .containsExactly("a", "b");
    }

    @Test
    void eachPatternHasItsOwnFormat() {
        MessageFilter filter =
                new MessageFilter(
                        List.of("{\"body\":[\"a\"]}", "{\"body\":{\"n\":[{\"exists\":false}]}}"));

        assertThat(List.of("a", "b", "{}", "{\"n\":1}"))
                .filteredOn(body -> filter.passes(message(body)))
                .containsExactly("a", "{}");
    }

    @Test
    void withoutPatternsEveryMessagePasses() {
        assertThat(new MessageFilter(List.of()).passes(message("x"))).isTrue();
    }

    private static SqsMessage message(String body) {
        ObjectNode node = Json.object().put("MessageId", "m").put("Body", body);
        node.putObject("Attributes").put("SenderId", "me");
        return new SqsMessage("q", node);
    }
}
