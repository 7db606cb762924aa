package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of one entry, with their checks (V6). */
record EntryFields(JsonNode node) {

    private static final String JSON = "application/json";
    private static final int MOST_RESOURCES = 100;
    private static final int LONGEST_RESOURCE = 2_048;
    private static final int MOST_METADATA = 100;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_SOURCE = 256;
    private static final int LONGEST_DETAIL_TYPE = 128;
    private static final int LONGEST_ID = 128;

    /** An entry of PutEvents. */
    BusEntry event() throws RefusedException, InvalidEntryException {
        String source = required(node, "Source", LONGEST_SOURCE);
        check(!source.startsWith("aws."), "Source must not begin with aws.");
        String detail = text(node, "Detail");
        check(detail == null || isJson(detail), "Detail must be JSON.");
        return new BusEntry.Event(
                source,
                required(node, "DetailType", LONGEST_DETAIL_TYPE),
                detail == null ? "{}" : detail.strip(),
                resources(),
                time(),
                identity());
    }

    /** An entry of PutRawEvents. */
    BusEntry raw() throws RefusedException, InvalidEntryException {
        String contentType = required(node.path("SystemMetadata"), "ContentType", LONGEST_SOURCE);
        byte[] data = data();
        return new BusEntry.Raw(contentType, text(contentType, data), metadata(), identity());
    }

    // V7: the four content types; what is not JSON is delivered in Base64.
    private static String text(String contentType, byte[] data) throws InvalidEntryException {
        switch (contentType) {
            case RetainedEvent.BINARY -> {
                return Base64.getEncoder().encodeToString(data);
            }
            case JSON -> {
                String text = utf8(data);
                check(isJson(text), "Data must be JSON, as ContentType says.");
                return text;
            }
            case "application/avro", "application/protobuf" ->
                    throw new InvalidEntryException(
                            contentType + " needs a schema registry, which is not simulated.");
            default ->
                    throw new InvalidEntryException(
                            "ContentType must be application/json, application/avro,"
                                    + " application/protobuf or application/octet-stream.");
        }
    }

    private static String utf8(byte[] data) throws InvalidEntryException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidEntryException("Data must be UTF-8.");
        }
    }

    private byte[] data() throws RefusedException, InvalidEntryException {
        JsonNode data = node.path("Data");
        check(!data.isMissingNode(), "Data is missing.");
        try {
            if (data.isBinary()) {
                return data.binaryValue();
            }
        } catch (IOException e) {
            throw new IllegalStateException("A byte string cannot be read.", e);
        }
        throw RefusedException.unreadable("Data must be a byte string.");
    }

    private Map<String, String> metadata() throws RefusedException, InvalidEntryException {
        JsonNode pairs = node.path("Metadata");
        check(pairs.size() <= MOST_METADATA, "Metadata must have at most 100 pairs.");
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            String key = pair.getKey();
            check(
                    !key.isEmpty() && key.length() <= LONGEST_KEY && !key.contains("/"),
                    "a key of Metadata must have 1 to 128 characters, and no slash.");
            metadata.put(key, required(pairs, key, Integer.MAX_VALUE));
        }
        return metadata;
    }

    private List<String> resources() throws InvalidEntryException {
        List<String> resources = new ArrayList<>();
        for (JsonNode resource : node.path("Resources")) {
            String text = resource.asText();
            check(text.length() <= LONGEST_RESOURCE, "a resource has at most 2048 characters.");
            resources.add(text);
        }
        check(resources.size() <= MOST_RESOURCES, "Resources must have at most 100 members.");
        return resources;
    }

    // V5: seconds since 1970, with a tag that Jackson leaves out.
    private @Nullable Instant time() throws RefusedException {
        JsonNode time = node.path("Time");
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        if (!time.isNumber()) {
            throw RefusedException.unreadable("Time must be a timestamp.");
        }
        BigDecimal millis = new BigDecimal(time.asText()).movePointRight(3);
        return Instant.ofEpochMilli(millis.longValue());
    }

    private BusEntry.Identity identity() throws RefusedException, InvalidEntryException {
        JsonNode system = node.path("SystemMetadata");
        return new BusEntry.Identity(
                optional(system, "EventGroupId"), optional(system, "DeduplicationId"));
    }

    private static @Nullable String optional(JsonNode object, String name)
            throws RefusedException, InvalidEntryException {
        String text = text(object, name);
        check(
                text == null || (!text.isBlank() && text.length() <= LONGEST_ID),
                name + " must have 1 to 128 characters.");
        return text;
    }

    private static String required(JsonNode object, String name, int longest)
            throws RefusedException, InvalidEntryException {
        String text = text(object, name);
        if (text == null || text.isEmpty() || text.length() > longest) {
            throw new InvalidEntryException(
                    text == null
                            ? name + " is missing."
                            : name + " must have 1 to " + longest + " characters.");
        }
        return text;
    }

    /** A text; null if there is none. */
    static @Nullable String text(JsonNode object, String name) throws RefusedException {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw RefusedException.unreadable(name + " must be a string.");
        }
        return value.asText();
    }

    private static boolean isJson(String text) {
        try {
            return !Json.read(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void check(boolean right, String fault) throws InvalidEntryException {
        if (!right) {
            throw new InvalidEntryException(fault);
        }
    }

    /** The source of the entry, for a step. */
    String source() {
        return node.path("Source").asText("-");
    }

    /** The type of the entry, for a step. */
    String kind() {
        return node.path("DetailType")
                .asText(node.path("SystemMetadata").path("ContentType").asText("-"));
    }
}
