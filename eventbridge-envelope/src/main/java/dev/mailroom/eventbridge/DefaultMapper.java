package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.util.List;
import java.util.UUID;

/**
 * The default mapper: it knows java.time and {@code Optional}, ignores unknown properties, limits
 * what it reads to what real messages contain, and never changes a value silently. It refuses what
 * it cannot keep exactly; {@link ExactValues} has the cases for which Jackson has no setting.
 */
final class DefaultMapper {

    /** Deeper than any real event, and far below what a thread's stack holds. */
    static final int MAX_NESTING = 200;

    /** C13: no message is longer, so no string in it is. */
    static final int MAX_STRING = 1024 * 1024;

    /** The time to read a number grows with the square of its digits. */
    static final int MAX_NUMBER = 200;

    private DefaultMapper() {}

    static ObjectMapper create() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .build();
        JsonMapper.Builder mapper =
                JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(constraints).build());
        writeAsItWillBeRead(mapper);
        keepExactly(mapper);
        refuseWhatWouldBeLost(mapper);
        return mapper.addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .addModule(new ExactValues())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static void writeAsItWillBeRead(JsonMapper.Builder mapper) {
        mapper.disable(
                SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    }

    private static void keepExactly(JsonMapper.Builder mapper) {
        mapper.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE);
    }

    private static void refuseWhatWouldBeLost(JsonMapper.Builder mapper) {
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .defaultLeniency(false)
                .withCoercionConfig(UUID.class, DefaultMapper::refuseEmptyStrings)
                .withCoercionConfig(Character.class, DefaultMapper::refuseNumbers)
                .withCoercionConfig(Character.TYPE, DefaultMapper::refuseNumbers)
                .withCoercionConfig(LogicalType.Boolean, DefaultMapper::refuseNumbers);
        for (LogicalType type :
                List.of(
                        LogicalType.Boolean,
                        LogicalType.DateTime,
                        LogicalType.Enum,
                        LogicalType.Float,
                        LogicalType.Integer)) {
            mapper.withCoercionConfig(type, DefaultMapper::refuseEmptyStrings);
        }
    }

    private static void refuseEmptyStrings(MutableCoercionConfig type) {
        type.setAcceptBlankAsEmpty(false)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    }

    private static void refuseNumbers(MutableCoercionConfig type) {
        type.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    }
}
