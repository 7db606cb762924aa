package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a key may be, checked before any request. */
class SortKeyTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("e-1");

    private final DynamoDbClient client = mock(DynamoDbClient.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0    | sort key \"sk\" is empty; DynamoDB takes no empty keys",
                "1025 | sort key \"sk\" has 1025 bytes; DynamoDB takes at most 1024"
            })
    void aSortKeyThatNoTableTakesIsPoison(int length, String message) {
        refuses(part("k".repeat(length)), message);
        refuses(part(new byte[length]), message);
        refuses(part(ByteBuffer.allocate(length)), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0    | key \"pk\" is empty; DynamoDB takes no empty keys",
                "2049 | key \"pk\" has 2049 bytes; DynamoDB takes at most 2048"
            })
    void aPartitionKeyThatNoTableTakesIsPoison(int length, String message) {
        refuses(KeyPart.partition("pk", (key, item) -> "k".repeat(length)), message);
    }

    @Test
    void aKeyWithoutAValueIsPoison() {
        refuses(part(null), "sort key \"sk\" has no value; expected text, a number or bytes");
    }

    @Test
    void aNumberThatDynamoDbWouldNotKeepIsPoison() {
        refuses(part(Double.NaN), "sort key \"sk\" is not finite; DynamoDB stores finite numbers");
        refuses(
                part(new BigDecimal("1".repeat(39))),
                "sort key \"sk\" has more than 38 digits; DynamoDB would not keep them");
    }

    @Test
    void aKeyOfAnotherTypeIsTheCodesFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> part(List.of()).of(KEY, ""))
                .withMessageStartingWith(
                        "sort key \"sk\" must be text, a number or bytes, but is java.util.");
    }

    @Test
    void numbersThatAreTheSameKeyAreTheSameText() {
        for (Object number : List.of(100, 100L, 100.0, new BigDecimal("1E+2"))) {
            assertThat(part(number).of(KEY, "")).isEqualTo(AttributeValue.fromN("100"));
        }
        assertThat(part(new BigDecimal("0.00")).of(KEY, "")).isEqualTo(AttributeValue.fromN("0"));
    }

    @Test
    void theItemsOwnKeyMayBeTheSameNumber() {
        Map<String, Object> item = new HashMap<>(Map.of("sk", new BigDecimal("7.0")));

        assertThat(sink().sortKey("sk", same -> 7).build().prepare(KEY, item, null)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink().sortKey("sk", same -> 8).build().write(KEY, item))
                .withMessage(
                        "the item's own \"sk\" is not that of its key; table Shop stores the key in that"
                                + " attribute, so leave it out of the item or make them equal");
    }

    @Test
    void aSinkOfComputedKeysTakesNoGuardsKey() {
        DynamoDbSink<Map<String, Object>> sink =
                sink().key("pk", item -> "mailroom-guard#1").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink.write(KEY, Map.of()))
                .withMessage(
                        "an idempotency key that begins with \"mailroom-guard#\" is reserved for guards");
    }

    @Test
    void aConstantMustNotBeEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sink().sortKey("sk", ""))
                .withMessage("the value of \"sk\" must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DynamoDbIdempotencyGuard.builder("Shop").sortKey("sk", ""))
                .withMessage("the value of \"sk\" must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pk", "expiresAt", "print"})
    void noAttributeIsTheSortKeyAndSomethingElse(String attribute) {
        String role =
                Map.of("pk", "key", "expiresAt", "expiry", "print", "fingerprint").get(attribute);
        DynamoDbSink.Builder<Map<String, Object>> builder =
                sink().sortKey(attribute, "NOTE")
                        .timeToLive("expiresAt", Duration.ofDays(1))
                        .fingerprint("print");

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("\"" + attribute + "\" cannot be both the ")
                .withMessageContaining("the sort key")
                .withMessageContaining("the " + role)
                .withMessageEndingWith(" of table Shop");
    }

    private DynamoDbSink.Builder<Map<String, Object>> sink() {
        return DynamoDbSink.<Map<String, Object>>builder("Shop").key("pk").client(client);
    }

    private static KeyPart<String> part(Object value) {
        return KeyPart.sort("sk", (key, item) -> value);
    }

    private void refuses(KeyPart<String> part, String message) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> part.of(KEY, ""))
                .withMessage(message);
    }
}
