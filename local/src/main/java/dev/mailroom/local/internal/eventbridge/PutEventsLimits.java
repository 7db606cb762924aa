package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every limit that EventBridge documents for a request of PutEvents and for its entries.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html">Calculating
 *     PutEvents event entry size</a>
 */
final class PutEventsLimits {

    /** Beyond these, an event is accepted and dropped without an error. */
    private static final int MAX_SOURCE = 256;

    private static final int MAX_DETAIL_TYPE = 128;

    /** Beyond these, the whole request is refused. */
    private static final int MAX_ENTRIES = 10;

    /** C22: all entries together must be smaller than this. */
    private static final long SIZE_LIMIT = 1024 * 1024;

    private static final int MAX_BUS = 1_600;
    private static final int MAX_RESOURCE = 2_048;
    private static final int MAX_TRACE_HEADER = 500;
    private static final Pattern BUS =
            Pattern.compile(
                    "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus/)?[/.\\-_A-Za-z0-9]+");

    /** Beyond these, a detail is malformed. */
    private static final BigDecimal LEAST_INTEGER = BigDecimal.valueOf(Long.MIN_VALUE);

    private static final BigDecimal MOST_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);

    private PutEventsLimits() {}

    /** Refuses the whole request of these entries if EventBridge would. */
    static void check(List<PutEventsEntry> entries) throws RequestRefusedException {
        atLeast("entries", entries.size(), 1);
        atMost("entries", entries.size(), MAX_ENTRIES);
        for (int i = 0; i < entries.size(); i++) {
            check("entries." + (i + 1) + ".member.", entries.get(i));
        }
        if (entries.stream().mapToLong(PutEventsEntry::size).sum() >= SIZE_LIMIT) {
            throw RequestRefusedException.validation(
                    "Total size of the entries in the request is over the limit.");
        }
    }

    private static void check(String place, PutEventsEntry entry) throws RequestRefusedException {
        String bus = entry.node().path("EventBusName").asText();
        atMost(place + "eventBusName", bus.length(), MAX_BUS);
        if (!bus.isEmpty() && !BUS.matcher(bus).matches()) {
            throw constraint(
                    place + "eventBusName", "satisfy regular expression pattern: " + BUS.pattern());
        }
        for (JsonNode resource : entry.node().path("Resources")) {
            atMost(place + "resources", resource.asText().length(), MAX_RESOURCE);
        }
        JsonNode trace = entry.node().path("TraceHeader");
        if (trace.isTextual()) {
            atLeast(place + "traceHeader", trace.asText().length(), 1);
            atMost(place + "traceHeader", trace.asText().length(), MAX_TRACE_HEADER);
        }
    }

    private static void atLeast(String place, int length, int least)
            throws RequestRefusedException {
        if (length < least) {
            throw constraint(place, "have length greater than or equal to " + least);
        }
    }

    private static void atMost(String place, int length, int most) throws RequestRefusedException {
        if (length > most) {
            throw constraint(place, "have length less than or equal to " + most);
        }
    }

    private static RequestRefusedException constraint(String place, String constraint) {
        return RequestRefusedException.validation(
                "1 validation error detected: Value at '"
                        + place
                        + "' failed to satisfy constraint: Member must "
                        + constraint);
    }

    /** Why EventBridge drops an entry after answering with an event id. */
    static Optional<String> loss(PutEventsEntry entry) {
        return tooLong("source", entry.source(), MAX_SOURCE)
                .or(() -> tooLong("detail-type", entry.detailType(), MAX_DETAIL_TYPE));
    }

    private static Optional<String> tooLong(String what, String text, int most) {
        return text.length() <= most
                ? Optional.empty()
                : Optional.of(
                        "its "
                                + what
                                + " has "
                                + text.length()
                                + " characters, and "
                                + most
                                + " are allowed");
    }

    /** Whether EventBridge accepts the numbers and levels of a detail. */
    static boolean isGood(JsonNode detail) {
        // The event itself is the first level.
        return 1 + Json.levels(detail) <= Json.MOST_LEVELS && hasGoodNumbers(detail);
    }

    private static boolean hasGoodNumbers(JsonNode value) {
        if (value.isIntegralNumber()) {
            BigDecimal number = value.decimalValue();
            return number.compareTo(LEAST_INTEGER) >= 0 && number.compareTo(MOST_INTEGER) <= 0;
        }
        for (JsonNode child : value) {
            if (!hasGoodNumbers(child)) {
                return false;
            }
        }
        return true;
    }
}
