package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The mapper of who brings none: knows java.time, ignores unknown properties, and reads nothing
 * that no honest message has.
 */
final class DefaultMapper {

    /** Deeper than any event, and far from what a thread's stack holds. */
    static final int MAX_NESTING = 200;

    /** C13: no message is longer, so no string in one is. */
    static final int MAX_STRING = 1024 * 1024;

    /** Reading a number takes time that grows with the square of its digits. */
    static final int MAX_NUMBER = 200;

    private DefaultMapper() {}

    static ObjectMapper create() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(MAX_NUMBER)
                        .build();
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }
}
