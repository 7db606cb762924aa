package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.EpochSeconds;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a PutEvents request, and what is wrong with it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">PutEventsRequestEntry</a>
 */
record PutEventsEntry(JsonNode node) {

    private static final int TIME_BYTES = 14;

    String bus() {
        String nameOrArn = text("EventBusName");
        if (nameOrArn.isEmpty()) {
            return LocalRule.DEFAULT_BUS;
        }
        return busName(nameOrArn);
    }

    /** C39: the ARN of a bus in another account does not name a bus here, whatever its name. */
    static String busName(String nameOrArn) {
        String name = LocalAccount.busName(nameOrArn);
        return nameOrArn.equals(LocalAccount.busArn(name)) ? name : nameOrArn;
    }

    String source() {
        return text("Source");
    }

    String detailType() {
        return text("DetailType");
    }

    @Nullable String traceHeader() {
        return node.hasNonNull("TraceHeader") ? text("TraceHeader") : null;
    }

    /** The size that counts towards the limit of a request, computed as AWS does. */
    long size() {
        long size = node.hasNonNull("Time") ? TIME_BYTES : 0;
        size += bytes(text("Source")) + bytes(text("DetailType")) + bytes(text("Detail"));
        for (JsonNode resource : node.path("Resources")) {
            size += bytes(resource.asText());
        }
        return size;
    }

    /** Why this entry alone is refused, or empty if it is not. */
    Optional<Fault> fault() {
        for (String field : List.of("Source", "DetailType", "Detail")) {
            if (text(field).isBlank()) {
                return fault(
                        "InvalidArgument",
                        "Parameter "
                                + field
                                + " is not valid. Reason: "
                                + field
                                + " is a required argument.");
            }
        }
        if (text("Source").startsWith("aws.")) {
            return fault("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        if (!isDetail(text("Detail"))) {
            return fault("MalformedDetail", "Detail is malformed.");
        }
        if (node.hasNonNull("Time") && time().isEmpty()) {
            return fault("InvalidArgument", "Parameter Time is not valid.");
        }
        return Optional.empty();
    }

    BusEvent toEvent(String id, Instant now) {
        List<String> resources = new ArrayList<>();
        node.path("Resources").forEach(resource -> resources.add(resource.asText()));
        return new BusEvent(
                id,
                text("Source"),
                text("DetailType"),
                time().orElse(now),
                resources,
                text("Detail").strip());
    }

    /** The protocol's epoch seconds, or ISO 8601, which people write by hand. */
    private Optional<Instant> time() {
        JsonNode time = node.path("Time");
        try {
            if (time.isNumber()) {
                return Optional.ofNullable(EpochSeconds.read(time));
            }
            return time.isTextual() ? Optional.of(Instant.parse(time.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isDetail(String text) {
        try {
            JsonNode detail = Json.read(text);
            return detail.isObject() && PutEventsLimits.isGood(detail);
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private String text(String field) {
        return node.path(field).asText("");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Optional<Fault> fault(String code, String message) {
        return Optional.of(new Fault(code, message));
    }

    /** The error of one entry in a successful response (C22). */
    record Fault(String code, String message) {

        ObjectNode toJson() {
            return Json.object().put("ErrorCode", code).put("ErrorMessage", message);
        }
    }
}
