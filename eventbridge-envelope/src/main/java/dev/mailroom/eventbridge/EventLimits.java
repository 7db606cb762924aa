package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Every limit that EventBridge documents for an entry, a request and a batch of {@code PutEvents}.
 * It answers some violations with an error and silently drops others, such as an event whose
 * detail-type is too long (C22, C39).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">PutEventsRequestEntry</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html">Calculating
 *     PutEvents event entry size</a>
 */
final class EventLimits {

    /** A request has at most this many entries. */
    static final int MAX_ENTRIES = 10;

    /** The entries of a request together are smaller than this. */
    static final long SIZE_LIMIT = 1024 * 1024;

    /** What a time adds to the size of its entry. */
    static final int TIME_BYTES = 14;

    static final int MAX_SOURCE = 256;
    static final int MAX_DETAIL_TYPE = 128;
    static final int MAX_BUS = 1_600;
    static final int MAX_RESOURCE = 2_048;

    /** An event has at most 1,000 levels, and the first of them is the event around its detail. */
    static final int MAX_NESTING = 999;

    /** A time is written as RFC 3339 says. */
    private static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern BUS =
            Pattern.compile(
                    "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus/)?[/.\\-_A-Za-z0-9]+");

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_NESTING)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private EventLimits() {}

    /** Refuses a text that is too long. */
    static void requireLength(String what, String text, int max) {
        if (text.length() > max) {
            throw new IllegalArgumentException(
                    what
                            + " has "
                            + text.length()
                            + " characters; EventBridge takes at most "
                            + max);
        }
    }

    /** Refuses text that is neither the name nor the ARN of an event bus. */
    static void requireBus(String nameOrArn) {
        requireLength("the event bus", nameOrArn, MAX_BUS);
        if (!BUS.matcher(nameOrArn).matches()) {
            throw new IllegalArgumentException("not the name or ARN of an event bus: " + nameOrArn);
        }
    }

    /** Refuses an event whose time, resources or detail EventBridge does not take. */
    static void require(OutgoingEvent<?> event, String detail) {
        for (String resource : event.resources()) {
            requireLength("a resource of an event of " + event.type(), resource, MAX_RESOURCE);
        }
        Instant time = event.time();
        if (time != null && (time.isBefore(FIRST_TIME) || time.isAfter(LAST_TIME))) {
            throw new IllegalArgumentException(
                    "the time of an event of " + event.type() + " must be in the years 0 to 9999");
        }
        requireDetail(event.type(), detail);
    }

    /** Refuses an entry of this many bytes if no request can hold it. */
    static void requireSize(EventType<?> type, long bytes) {
        if (bytes >= SIZE_LIMIT) {
            throw new IllegalArgumentException(
                    "an event of "
                            + type
                            + " has "
                            + bytes
                            + " bytes; EventBridge takes less than "
                            + SIZE_LIMIT);
        }
    }

    /** Splits entries into as few requests as possible, in their order. */
    static List<List<OutgoingEntry>> requests(List<OutgoingEntry> entries) {
        List<List<OutgoingEntry>> requests = new ArrayList<>();
        List<OutgoingEntry> request = new ArrayList<>();
        long bytes = 0;
        for (OutgoingEntry entry : entries) {
            if (requests.isEmpty()
                    || request.size() == MAX_ENTRIES
                    || bytes + entry.bytes >= SIZE_LIMIT) {
                request = new ArrayList<>();
                requests.add(request);
                bytes = 0;
            }
            request.add(entry);
            bytes += entry.bytes;
        }
        return requests;
    }

    private static void requireDetail(EventType<?> type, String detail) {
        try (JsonParser parser = JSON.createParser(detail)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unfit(type, "is not a single JSON object");
            }
            requireIntegers(type, parser);
        } catch (StreamConstraintsException e) {
            throw unfit(type, "is nested deeper than " + MAX_NESTING + " levels");
        } catch (JsonProcessingException e) {
            throw unfit(type, "is not valid JSON" + at(e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a text in memory", e);
        }
    }

    private static void requireIntegers(EventType<?> type, JsonParser parser) throws IOException {
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() == NumberType.BIG_INTEGER) {
                throw unfit(
                        type,
                        "has an integer that is not in the range of -2^63 to 2^63-1"
                                + at(parser.currentTokenLocation()));
            }
        }
        if (!isAtEnd(parser)) {
            throw unfit(type, "is not a single JSON object");
        }
    }

    private static boolean isAtEnd(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false; // not swallowed: the caller refuses what follows the object
        }
    }

    /** Without a cause: Jackson's own text may quote the detail. */
    private static IllegalArgumentException unfit(EventType<?> type, String fault) {
        return new IllegalArgumentException("the detail of " + type + " " + fault);
    }

    private static String at(JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
