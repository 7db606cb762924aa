package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AttributeMapperTest {

    record Line(String article, int pieces) {}

    record Order(String number, BigDecimal total, boolean paid, List<Line> lines, String note) {}

    private final AttributeMapper mapper = new AttributeMapper(new ObjectMapper());

    @Test
    void textThatDynamoDbWouldNotKeepIsPoison() {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                mapper.toAttributes(
                                        Map.of("lines", List.of("\ud83d\ude00", "\ude00"))))
                .withMessage(
                        "attribute \"lines[1]\" has half a surrogate pair, which UTF-8 cannot encode; DynamoDB"
                                + " would not keep it");
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> mapper.toAttributes(Map.of("a", Map.of("\ud800", 1))))
                .withMessage(
                        "the name of an attribute has half a surrogate pair, which UTF-8 cannot encode");
    }

    @Test
    void writesARecordWithoutItsNulls() {
        Order order =
                new Order("n-1", new BigDecimal("19.99"), true, List.of(new Line("a", 2)), null);

        assertThat(mapper.toAttributes(order))
                .isEqualTo(
                        Map.of(
                                "number", fromS("n-1"),
                                "total", fromN("19.99"),
                                "paid", fromBool(true),
                                "lines",
                                        fromL(
                                                List.of(
                                                        fromM(
                                                                Map.of(
                                                                        "article",
                                                                        fromS("a"),
                                                                        "pieces",
                                                                        fromN("2")))))));
    }

    @Test
    void numbersStayExact() {
        assertThat(valueOf(new BigInteger("12345678901234567890123456789012345678")))
                .isEqualTo(fromN("12345678901234567890123456789012345678"));
        assertThat(valueOf(new BigDecimal("0.1234567890123456789012345678901234567")))
                .isEqualTo(fromN("0.1234567890123456789012345678901234567"));
        assertThat(valueOf(0.1)).isEqualTo(fromN("0.1"));
        assertThat(valueOf(0.1f)).isEqualTo(fromN("0.1"));
        assertThat(valueOf(Long.MIN_VALUE)).isEqualTo(fromN("-9223372036854775808"));
    }

    @Test
    void aNumberOfMoreThan38DigitsIsPoisonThatNamesTheAttribute() {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(
                        () ->
                                mapper.toAttributes(
                                        Map.of("a", List.of(1, new BigInteger("1".repeat(39))))))
                .withMessage(
                        "attribute \"a[1]\" has more than 38 digits; DynamoDB would not keep them");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNotFiniteIsPoisonThatNamesTheAttribute(double number) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> mapper.toAttributes(Map.of("a", Map.of("b", number))))
                .withMessage("attribute \"a.b\" is not finite; DynamoDB stores finite numbers");
    }

    @Test
    void aNullInAListKeepsItsPlace() {
        assertThat(valueOf(Arrays.asList("a", null, "b")))
                .isEqualTo(fromL(List.of(fromS("a"), fromNul(true), fromS("b"))));
    }

    @Test
    void nullsOfMapsAreLeftOutAtEveryDepth() {
        Map<String, Object> inner = new HashMap<>();
        inner.put("empty", null);
        inner.put("full", "");

        assertThat(valueOf(inner)).isEqualTo(fromM(Map.of("full", fromS(""))));
    }

    @Test
    void bytesBecomeBinary() {
        assertThat(valueOf(new byte[] {1, 2}))
                .isEqualTo(fromB(SdkBytes.fromByteArray(new byte[] {1, 2})));
    }

    @Test
    void anItemThatIsNoObjectIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.toAttributes("text"))
                .withMessage(
                        "an item must be written as a JSON object, but java.lang.String is not");
    }

    private AttributeValue valueOf(Object value) {
        return mapper.toAttributes(Map.of("a", value)).get("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+126", "-1E+200", "1E-131", "-9.9E-131"})
    void aNumberBeyondTheRangeIsPoisonThatNamesTheAttribute(String number) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> mapper.toAttributes(Map.of("a", new BigDecimal(number))))
                .withMessage(
                        "attribute \"a\" is too large or too small; DynamoDB stores numbers of 1E-130 to"
                                + " 9.9E+125");
    }

    @Test
    void numbersAtTheEndsOfTheRangeAreKept() {
        assertThat(valueOf(new BigDecimal("9.9E+125"))).isEqualTo(fromN("9.9E+125"));
        assertThat(valueOf(new BigDecimal("1E-130"))).isEqualTo(fromN("1E-130"));
        assertThat(valueOf(new BigDecimal("-9.9E-126"))).isEqualTo(fromN("-9.9E-126"));
        assertThat(valueOf(new BigDecimal("0E+300"))).isEqualTo(fromN("0"));
    }
}
