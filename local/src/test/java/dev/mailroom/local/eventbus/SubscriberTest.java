package dev.mailroom.local.eventbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mailroom.local.model.Destination;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters that EventBridge takes, and those that it refuses (V22). */
class SubscriberTest {

    private static final String PLACE = "Subscriber 'paid': ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATA            | {\"a\":{\"wildcard\":[\"x\"]}}",
                "DATA            | {\"a\":[{\"anything-but\":{\"prefix\":[\"x\"]}}]}",
                "DATA            | {\"$or\":[{\"a\":[1]},{\"b\":[{\"exists\":false}]}]}",
                "METADATA        | {\"tenant\":[\"acme\",\"other\"],\"wildcard\":[\"x\"]}",
                "SYSTEM_METADATA | {\"aws:Source\":[{\"prefix\":\"my.\"}]}",
            })
    void aFilterIsTaken(Scope scope, String pattern) {
        assertThat(subscriber().filter(scope, pattern).build().filters())
                .containsEntry(scope, pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATA            | {\"a\":\"x\"}                                  | \"a\" must be an object or an array",
                "DATA            | {\"a\":[1]} {}                               | text after the end of the pattern at line: 1, column: 11",
                "DATA            | {\"a\":[{\"wildcard\":\"x*\"}]}                 | a subscriber has no wildcards: use prefix and suffix",
                "DATA            | {\"a\":[{\"anything-but\":{\"wildcard\":\"x*\"}}]} | a subscriber has no wildcards: use prefix and suffix",
                "SYSTEM_METADATA | {\"aws:Source\":[{\"anything-but\":{\"wildcard\":[\"x*\",\"y*\"]}}]} | a subscriber has no wildcards: use prefix and suffix",
                "METADATA        | {\"tenant\":[{\"prefix\":\"a\"}]}               | metadata is compared with exact texts alone: write them in quotes, without an operator",
                "METADATA        | {\"tenant\":[1]}                            | metadata is compared with exact texts alone: write them in quotes, without an operator",
                "METADATA        | {\"tenant\":{\"a\":[\"b\"]}}                    | metadata is compared with exact texts alone: write them in quotes, without an operator",
                "METADATA        | {\"$or\":[{\"a\":[\"1\"]},{\"b\":[\"2\"]}]}       | metadata is compared with exact texts alone: write them in quotes, without an operator",
            })
    void aFilterIsRefused(Scope scope, String pattern, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subscriber().filter(scope, pattern).build())
                .satisfies(
                        e ->
                                assertThat(e.getMessage().lines())
                                        .first()
                                        .isEqualTo(PLACE + "filter of " + scope + ": " + fault));
    }

    /** All patterns together, in bytes: three for a euro. */
    @Test
    void allPatternsHave4096BytesAtMost() {
        String most = "{\"a\":[\"" + "\u20ac".repeat(1_358) + "\"]}";
        Subscriber.Builder builder =
                subscriber().filter(Scope.DATA, most).filter(Scope.METADATA, "{\"b\":[\"cc\"]}");

        assertThat(builder.build().filters()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(builder.filter(Scope.METADATA, "{\"b\":[\"ccc\"]}")::build)
                .withMessage(PLACE + "its patterns have 4097 bytes, and 4096 are allowed");
    }

    /** Alternatives multiply, whatever the depth; the compiler would make a rule of each. */
    @Test
    void thereAre1000CombinationsAtMost() {
        assertThat(subscriber().filter(Scope.DATA, ors(9, "{\"z\":[1]}")).build().filters())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subscriber().filter(Scope.DATA, ors(10, "{\"z\":[1]}")).build())
                .withMessage(PLACE + "filter of DATA: $or makes more than 1000 combinations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subscriber().filter(Scope.DATA, ors(70, "{\"z\":[1]}")).build())
                .withMessage(PLACE + "filter of DATA: $or makes more than 1000 combinations");
    }

    /** So many pairs of alternatives inside one another. */
    private static String ors(int count, String inner) {
        String pattern = inner;
        for (int i = 0; i < count; i++) {
            pattern = "{\"$or\":[{\"a\":[1]},{\"b\":[1]}],\"c\":" + pattern + "}";
        }
        return pattern;
    }

    private static Subscriber.Builder subscriber() {
        return Subscriber.builder("paid", "shop", Destination.queue("q"));
    }
}
