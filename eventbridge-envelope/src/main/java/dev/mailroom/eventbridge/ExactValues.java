package dev.mailroom.eventbridge;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.util.TokenBuffer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Set;

/**
 * Keeps or refuses the values that Jackson would change and has no setting for. Each kind asks the
 * deserializer that Jackson has for the type, and looks at what goes in or comes out.
 */
final class ExactValues extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> WHOLE =
            Set.of(
                    byte.class,
                    Byte.class,
                    short.class,
                    Short.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    BigInteger.class);
    private static final Set<Class<?>> FLOATING =
            Set.of(float.class, Float.class, double.class, Double.class);

    /** LocalDate and the like refuse numbers by themselves when leniency is off. */
    private static final Set<Class<?>> TIMES =
            Set.of(
                    Instant.class,
                    OffsetDateTime.class,
                    ZonedDateTime.class,
                    Duration.class,
                    Date.class,
                    Calendar.class,
                    GregorianCalendar.class);

    ExactValues() {
        setDeserializerModifier(new Modifier());
    }

    private static final class Modifier extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config,
                BeanDescription type,
                JsonDeserializer<?> deserializer) {
            Class<?> raw = type.getBeanClass();
            if (WHOLE.contains(raw)) {
                return new Whole(deserializer);
            }
            if (FLOATING.contains(raw)) {
                return new Finite(deserializer);
            }
            return TIMES.contains(raw) ? new Time(deserializer) : deserializer;
        }

        @Override
        public JsonDeserializer<?> modifyArrayDeserializer(
                DeserializationConfig config,
                ArrayType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return FLOATING.contains(type.getContentType().getRawClass())
                    ? new Finite(deserializer)
                    : deserializer;
        }
    }

    /** A whole number may be written as 1.0 or 1e2, but must not have a fraction. */
    private static final class Whole extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        /** More than any whole number that the parser accepts. */
        private static final int MAX_DIGITS = 400;

        Whole(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new Whole(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
                return inRange(super.deserialize(parser, context), parser, context);
            }
            BigDecimal value = parser.getDecimalValue();
            if (value.scale() < -MAX_DIGITS || value.stripTrailingZeros().scale() > 0) {
                return context.handleWeirdNumberValue(
                        handledType(), value, "not a whole number that the type can hold");
            }
            try (TokenBuffer integer = context.bufferForInputBuffering(parser)) {
                integer.writeNumber(value.toBigIntegerExact());
                JsonParser whole = integer.asParser(parser);
                whole.nextToken();
                return inRange(super.deserialize(whole, context), whole, context);
            }
        }

        /** Jackson takes 128 to 255 as negative bytes. */
        private @Nullable Object inRange(
                @Nullable Object value, JsonParser parser, DeserializationContext context)
                throws IOException {
            return value instanceof Byte number
                            && number < 0
                            && !parser.getText().strip().startsWith("-")
                    ? context.handleWeirdStringValue(
                            handledType(), parser.getText(), "not in the range of a byte")
                    : value;
        }
    }

    /** A number that is too large is not infinite. */
    private static final class Finite extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Finite(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new Finite(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            boolean saysSo = parser.currentToken() == JsonToken.VALUE_STRING && !hasDigit(parser);
            Object value = super.deserialize(parser, context);
            if (!saysSo && isInfinite(value)) {
                return context.reportInputMismatch(
                        this, "a number is too large for %s", handledType().getSimpleName());
            }
            return value;
        }

        private static boolean hasDigit(JsonParser parser) throws IOException {
            return parser.getText().chars().anyMatch(Character::isDigit);
        }

        private static boolean isInfinite(@Nullable Object value) {
            if (value instanceof Number number) {
                return Double.isInfinite(number.doubleValue());
            }
            int length = value != null && value.getClass().isArray() ? Array.getLength(value) : 0;
            for (int i = 0; i < length; i++) {
                if (isInfinite(Array.get(value, i))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A number does not say whether it counts seconds, milliseconds or days. */
    private static final class Time extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        Time(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new Time(delegate);
        }

        /** A property that asks for a number with {@link JsonFormat} knows its unit. */
        @Override
        public JsonDeserializer<?> createContextual(
                DeserializationContext context, @Nullable BeanProperty property)
                throws JsonMappingException {
            JsonDeserializer<?> contextual = super.createContextual(context, property);
            JsonFormat.Value format =
                    property == null
                            ? JsonFormat.Value.empty()
                            : property.findPropertyFormat(context.getConfig(), handledType());
            return format.getShape().isNumeric() && contextual instanceof Time time
                    ? time.getDelegatee()
                    : contextual;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            JsonToken token = parser.currentToken();
            boolean text = token == JsonToken.VALUE_STRING;
            return token.isNumeric() || (text && isNumber(parser.getText()))
                    ? context.reportInputMismatch(
                            this,
                            "a number cannot be a %s; expected ISO-8601 text",
                            handledType().getSimpleName())
                    : super.deserialize(parser, context);
        }

        private static boolean isNumber(String text) {
            return !text.isEmpty()
                    && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        }
    }
}
