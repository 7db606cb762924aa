package dev.mailroom.local.internal.eventbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.internal.support.EpochSeconds;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    // "Data" has the envelope, which has the detail; or it has the payload itself.
    private static final int AROUND_A_DETAIL = 2;
    private static final int AROUND_A_PAYLOAD = 1;

    /** An entry of PutEvents. */
    BusEntry event() throws RefusedException, InvalidEntryException {
        String source = required(node, "Source", LONGEST_SOURCE);
        check(!source.startsWith("aws."), "Source must not begin with aws.");
        String detailType = required(node, "DetailType", LONGEST_DETAIL_TYPE);
        String detail = text(node, "Detail");
        if (detail != null) {
            checkJson("Detail", detail, AROUND_A_DETAIL);
        }
        return new BusEntry.Event(
                source,
                detailType,
                detail == null ? "{}" : detail.strip(),
                resources(),
                time(),
                identity());
    }

    /** An entry of PutRawEvents. */
    BusEntry raw() throws RefusedException, InvalidEntryException {
        String contentType = required(map("SystemMetadata"), "ContentType", LONGEST_SOURCE);
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
                checkJson("Data", text, AROUND_A_PAYLOAD);
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
        JsonNode pairs = map("Metadata");
        check(pairs.size() <= MOST_METADATA, "Metadata must have at most 100 pairs.");
        Map<String, String> metadata = new LinkedHashMap<>();
        Map<String, String> folded = new HashMap<>();
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            String key = pair.getKey();
            check(
                    !key.isEmpty() && key.length() <= LONGEST_KEY && !key.contains("/"),
                    "a key of Metadata must have 1 to 128 characters, and no slash.");
            String value = string(pair.getValue(), "a value of Metadata");
            if (value == null || value.isEmpty()) {
                throw new InvalidEntryException(
                        "a value of Metadata must have at least one character.");
            }
            String twin = folded.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
            if (twin != null) {
                throw RefusedException.invalid(
                        "Keys of Metadata must differ in more than their case: '"
                                + twin
                                + "', '"
                                + key
                                + "'.");
            }
            metadata.put(key, value);
        }
        return metadata;
    }

    private List<String> resources() throws RefusedException, InvalidEntryException {
        JsonNode all = node.path("Resources");
        if (!isNone(all) && !all.isArray()) {
            throw RefusedException.unreadable("Resources must be a list.");
        }
        List<String> resources = new ArrayList<>();
        for (JsonNode resource : all) {
            String text = string(resource, "a resource");
            check(
                    text != null && text.length() <= LONGEST_RESOURCE,
                    "a resource has at most 2048 characters.");
            resources.add(String.valueOf(text));
        }
        check(resources.size() <= MOST_RESOURCES, "Resources must have at most 100 members.");
        return resources;
    }

    // V5: seconds since 1970, with a tag that Jackson leaves out.
    private @Nullable Instant time() throws RefusedException {
        JsonNode time = node.path("Time");
        if (isNone(time)) {
            return null;
        }
        Instant instant = EpochSeconds.read(time);
        if (instant == null) {
            throw RefusedException.unreadable("Time must be a timestamp.");
        }
        return instant;
    }

    private BusEntry.Identity identity() throws RefusedException, InvalidEntryException {
        JsonNode system = map("SystemMetadata");
        String group = optional(system, "EventGroupId");
        String id = optional(system, "DeduplicationId");
        check(
                id == null || !id.isBlank(),
                "DeduplicationId must have 1 to 128 characters, not all of them blank.");
        return new BusEntry.Identity(group, id);
    }

    private static @Nullable String optional(JsonNode object, String name)
            throws RefusedException, InvalidEntryException {
        String text = text(object, name);
        check(
                text == null || (!text.isEmpty() && text.length() <= LONGEST_ID),
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
        return string(object.path(name), name);
    }

    private static @Nullable String string(JsonNode value, String name) throws RefusedException {
        if (isNone(value)) {
            return null;
        }
        if (!value.isTextual()) {
            throw RefusedException.unreadable(name + " must be a string.");
        }
        return value.asText();
    }

    private JsonNode map(String name) throws RefusedException {
        JsonNode map = node.path(name);
        if (!isNone(map) && !map.isObject()) {
            throw RefusedException.unreadable(name + " must be a map.");
        }
        return map;
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** What is taken can be delivered with its metadata around it, and filtered. */
    private static void checkJson(String name, String text, int around)
            throws InvalidEntryException {
        JsonNode json = jsonOf(text);
        check(!json.isMissingNode(), name + " must be JSON.");
        int most = Json.MOST_LEVELS - around;
        check(Json.levels(json) <= most, name + " must have at most " + most + " levels.");
    }

    private static JsonNode jsonOf(String text) {
        try {
            return Json.read(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
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
