package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A JSON number that is written as it was read: {@code 1.10} and {@code 1e2} stay unchanged. */
final class ExactNumber extends NumericNode {

    private static final long serialVersionUID = 1L;

    private final String text;

    ExactNumber(String text) {
        this.text = text;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeNumber(text);
    }

    @Override
    public String asText() {
        return text;
    }

    @Override
    public JsonToken asToken() {
        return isIntegralNumber() ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    @Override
    public boolean isIntegralNumber() {
        return text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    }

    @Override
    public NumberType numberType() {
        return isIntegralNumber() ? NumberType.BIG_INTEGER : NumberType.BIG_DECIMAL;
    }

    @Override
    public Number numberValue() {
        return decimalValue();
    }

    @Override
    public BigDecimal decimalValue() {
        return new BigDecimal(text);
    }

    @Override
    public BigInteger bigIntegerValue() {
        return decimalValue().toBigInteger();
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public long longValue() {
        return decimalValue().longValue();
    }

    @Override
    public int intValue() {
        return decimalValue().intValue();
    }

    @Override
    public boolean canConvertToLong() {
        return isIn(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    public boolean canConvertToInt() {
        return isIn(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private boolean isIn(long least, long most) {
        BigDecimal value = decimalValue();
        return value.compareTo(BigDecimal.valueOf(least)) >= 0
                && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExactNumber number && number.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
