package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;

import java.time.Clock;
import java.util.Map;

class ItemSizeTest {

    private final ItemWriter<Object> writer =
            new ItemWriter<>(
                    "Items",
                    new TableKey<>(KeyPart.partition("id", (key, item) -> key.text()), null),
                    new AttributeMapper(new ObjectMapper()),
                    new AbsentKey("id", null, Clock.systemUTC()),
                    null);

    @Test
    void countsNamesAndTextAsUtf8() {
        assertThat(ItemSize.of(Map.of("nä", fromS("a€😀"))).stored()).isEqualTo(3 + 1 + 3 + 4);
    }

    @Test
    void countsBinariesAsTheyAreStoredAndAsTheyAreSent() {
        ItemSize size = ItemSize.of(Map.of("b", fromB(SdkBytes.fromByteArray(new byte[300]))));

        assertThat(size.stored()).isEqualTo(301);
        assertThat(size.sent()).isGreaterThan(400);
    }

    @Test
    void countsWhatIsEscaped() {
        assertThat(ItemSize.of(Map.of("a", fromS("\n".repeat(100)))).sent()).isGreaterThan(600);
        assertThat(ItemSize.of(Map.of("a", fromM(Map.of("b", fromS("\""))))).stored()).isEqualTo(3);
    }

    // C30
    @Test
    void anItemOfMoreThan400KilobytesIsPoison() {
        String text = "x".repeat(400 * 1024 - "id".length() - "1".length() - "text".length());
        assertThat(writer.prepare(IdempotencyKey.of("1"), Map.of("text", text)).values())
                .hasSize(2);

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () -> writer.prepare(IdempotencyKey.of("1"), Map.of("text", text + "x")))
                .withMessage("the item has at least 409601 bytes; DynamoDB stores at most 409600");
    }
}
