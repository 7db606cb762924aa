package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is wrong with the class of an item, and what with one item; and what is kept exactly. */
class ItemTypesTest {

    record Line(Instant at) {}

    record Order(String number, List<Line> lines) {}

    record Priced(String number, @Nullable String currency) {
        @JsonProperty
        String total() {
            if (currency == null) {
                throw new IllegalStateException("CURRENCY is not set");
            }
            return number + currency;
        }
    }

    record Unwritable(Map<String, List<Line>> lines) {}

    record Maybe(Optional<String> some, Optional<Instant> none) {}

    record Open(Object anything, List<?> more) {}

    record Payload(ByteBuffer bytes) {}

    private final AttributeMapper plain = new AttributeMapper(new ObjectMapper());

    @Test
    void aTypeThatJacksonCannotWriteIsNotTheMessagesFault() {
        Order order = new Order("n-1", List.of(new Line(Instant.EPOCH)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.toAttributes(order))
                .withMessage(
                        "items of " + Order.class.getName() + " cannot be written: see the cause")
                .withCauseInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void aTypeThatJacksonCannotWriteIsRefusedWhenTheSinkIsBuilt() {
        DynamoDbSink.Builder<Unwritable> builder =
                DynamoDbSink.builder("Orders", Unwritable.class)
                        .key("id")
                        .client(mock(DynamoDbClient.class));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.mapper(new ObjectMapper()).build())
                .withMessage(
                        "items of "
                                + Unwritable.class.getName()
                                + ", attribute \"lines.at\" cannot be written: java.time.Instant needs a"
                                + " module that the mapper lacks");
        assertThat(builder.mapper(AttributeMapper.defaultMapper()).build()).isNotNull();
    }

    @Test
    void whatAPropertyOfAnOpenTypeHoldsIsSeenWhenItIsWritten() {
        assertThat(
                        DynamoDbSink.builder("Orders", Open.class)
                                .key("id")
                                .client(mock(DynamoDbClient.class))
                                .mapper(new ObjectMapper())
                                .build())
                .isNotNull();
    }

    @Test
    void anAccessorThatFailsIsNotTheMessagesFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.toAttributes(new Priced("n-1", null)))
                .withMessage(
                        "an item of "
                                + Priced.class.getName()
                                + " cannot be written: its own code failed, see the cause")
                .withCauseExactlyInstanceOf(IllegalStateException.class);
    }

    // B9
    @Test
    void bytesOfEveryBufferAreStored() {
        byte[] bytes = {1, 2, 3};
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put((byte) 0).put(bytes).position(1);
        ByteBuffer readOnly =
                ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1).asReadOnlyBuffer();
        ByteBuffer slice = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}).position(1).limit(4).slice();

        for (ByteBuffer buffer :
                List.of(
                        direct,
                        readOnly,
                        slice,
                        ByteBuffer.wrap(bytes),
                        SdkBytes.fromByteArray(bytes).asByteBuffer())) {
            assertThat(byDefault(new Payload(buffer)))
                    .isEqualTo(Map.of("bytes", fromB(SdkBytes.fromByteArray(bytes))));
            assertThat(buffer.remaining()).isEqualTo(3);
        }
    }

    @Test
    void aMapperOfTheUsersOwnStoresDirectBuffersToo() {
        ByteBuffer direct = ByteBuffer.allocateDirect(2).put(new byte[] {1, 2}).flip();

        assertThat(plain.toAttributes(new Payload(direct)))
                .isEqualTo(Map.of("bytes", fromB(SdkBytes.fromByteArray(new byte[] {1, 2}))));
    }

    @Test
    void whatIsNestedTooDeeplyIsPoisonWithThatReason() {
        for (int levels : List.of(32, 1_200, 20_000)) {
            assertThatExceptionOfType(PoisonMessageException.class)
                    .isThrownBy(() -> plain.toAttributes(Map.of("a", nested(levels))))
                    .withMessage(
                            "attribute \"a\" is nested more than 32 levels deep; DynamoDB stores"
                                    + " at most 32");
        }
        assertThat(plain.toAttributes(Map.of("a", nested(31)))).hasSize(1);
    }

    @Test
    void timesAreIsoTextAndKeepTheirZones() {
        assertThat(
                        byDefault(
                                Map.of(
                                        "duration",
                                        Duration.ofSeconds(90),
                                        "zoned",
                                        ZonedDateTime.parse(
                                                "2026-07-01T10:00+02:00[Europe/Berlin]"),
                                        "instant",
                                        Instant.parse("2026-07-01T08:00:00.123456789Z"))))
                .isEqualTo(
                        Map.of(
                                "duration",
                                fromS("PT1M30S"),
                                "zoned",
                                fromS("2026-07-01T10:00:00+02:00[Europe/Berlin]"),
                                "instant",
                                fromS("2026-07-01T08:00:00.123456789Z")));
    }

    @Test
    void anOptionalIsItsValueOrLeftOut() {
        assertThat(byDefault(new Maybe(Optional.of("a"), Optional.empty())))
                .isEqualTo(Map.of("some", fromS("a")));
    }

    @Test
    void twoKeysOfOneNameAreNotOneAttribute() {
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put(1, "number");
        keys.put("1", "text");

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> plain.toAttributes(Map.of("keys", keys)))
                .withMessage("attribute \"keys.1\" occurs twice");
    }

    @Test
    void numbersInATreeStayExact() throws Exception {
        ObjectMapper exact = new ObjectMapper();

        assertThat(
                        byDefault(
                                exact.readerFor(Map.class)
                                        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                                        .readValue("{\"a\":[1234567890123456.78,1.10,1e2]}")))
                .isEqualTo(
                        Map.of(
                                "a",
                                fromL(
                                        List.of(
                                                fromN("1234567890123456.78"),
                                                fromN("1.10"),
                                                fromN("1E+2")))));
    }

    private static Object nested(int levels) {
        Object value = "a";
        for (int level = 0; level < levels; level++) {
            value = new ArrayList<>(List.of(value));
        }
        return value;
    }

    private static Map<String, AttributeValue> byDefault(Object item) {
        return new AttributeMapper(AttributeMapper.defaultMapper()).toAttributes(item);
    }
}
