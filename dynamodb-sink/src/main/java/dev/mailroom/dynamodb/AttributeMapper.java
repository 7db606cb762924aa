package dev.mailroom.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.mailroom.MailroomException;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.io.IOException;
import java.util.Map;

/** Writes objects as DynamoDB attributes, by way of Jackson. */
final class AttributeMapper {

    private final ObjectMapper mapper;
    private final ObjectWriter writer;

    AttributeMapper(ObjectMapper mapper) {
        this.mapper = mapper;
        this.writer = mapper.writer().without(SerializationFeature.WRAP_ROOT_VALUE);
    }

    /** The default mapper, which writes every value exactly. */
    static ObjectMapper defaultMapper() {
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(new RemainingBytes().module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
                .build();
    }

    /** The attributes as they are stored, in a map that the caller may change. */
    Map<String, AttributeValue> toAttributes(Object item) {
        return write(item, new AttributeGenerator(mapper, false));
    }

    /** The attributes as they are compared: a set is the same in whatever order it iterates. */
    Map<String, AttributeValue> content(Object item) {
        return write(item, new AttributeGenerator(mapper, true));
    }

    private Map<String, AttributeValue> write(Object item, AttributeGenerator attributes) {
        try {
            writer.writeValue(attributes, item);
        } catch (IOException | RuntimeException e) {
            throw failure(item.getClass().getName(), e);
        }
        Map<String, AttributeValue> written = attributes.written();
        if (written == null) {
            throw new IllegalArgumentException(
                    "an item must be written as a JSON object, but "
                            + item.getClass().getName()
                            + " is not");
        }
        return written;
    }

    /** Only what the generator refuses is the fault of the item, and so of the message. */
    private static RuntimeException failure(String type, Exception e) {
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MailroomException refusal) {
                return refusal;
            }
            if (cause instanceof InvalidDefinitionException) {
                return new IllegalArgumentException(
                        "items of " + type + " cannot be written: see the cause", cause);
            }
            root = root instanceof JsonProcessingException ? cause : root;
        }
        return new IllegalArgumentException(
                "an item of " + type + " cannot be written: its own code failed, see the cause",
                root);
    }
}
