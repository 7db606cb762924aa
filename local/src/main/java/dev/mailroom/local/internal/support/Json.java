package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.UncheckedIOException;

/** JSON texts and trees; numbers stay as they are written. */
public final class Json {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .addModule(
                            new SimpleModule().addDeserializer(JsonNode.class, new ExactNumbers()))
                    .build();

    private static final DefaultPrettyPrinter PRETTY = prettyPrinter();

    /** How many levels of objects and arrays AWS takes, and Jackson reads and writes. */
    public static final int MOST_LEVELS = 1_000;

    private Json() {}

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                                .withObjectEmptySeparator("")
                                .withArrayEmptySeparator(""))
                .withObjectIndenter(lines)
                .withArrayIndenter(lines);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An object with one field, whose value is a record or a map. */
    public static ObjectNode object(String field, Object value) {
        return object().set(field, MAPPER.valueToTree(value));
    }

    /**
     * Reads one JSON value; a blank text is a missing node.
     *
     * @throws JsonProcessingException if the text is anything else
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Whether a text is one JSON value. */
    public static boolean isValid(String text) {
        try {
            return !read(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** How many objects and arrays are inside one another; a number or a text has no level. */
    public static int levels(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, levels(child));
        }
        return node.isContainerNode() ? deepest + 1 : 0;
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Formatted for reading; a text stays as it is. */
    public static String pretty(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        try {
            return MAPPER.writer(PRETTY).writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode text(String text) {
        return MAPPER.getNodeFactory().textNode(text);
    }

    public static String quote(String text) {
        return write(MAPPER.getNodeFactory().textNode(text));
    }
}
