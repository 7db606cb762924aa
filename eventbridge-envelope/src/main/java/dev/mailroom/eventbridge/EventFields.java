package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.mailroom.EventIdentity;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one JSON object that say which layer it is. Until all of them are read nobody
 * knows, so what would be wrong with an event is only noted.
 */
final class EventFields {

    private static final String WRONG_RESOURCES = "\"resources\" must be an array of strings";

    /** What is the same in events of one shape. */
    record Values(
            String source,
            String detailType,
            @Nullable String account,
            @Nullable String region,
            @Nullable List<String> resources,
            @Nullable String replayName) {}

    /** Where in the object a value is; a string without its quotes. */
    record Place(EventField field, int start, int end) {}

    private final JsonText json;
    private final RecentShapes shapes;

    private int count;
    private int start;
    private int end;
    private int detailStart;
    private int detailEnd;
    private boolean detailTypeSeen;
    private @Nullable Place idPlace;
    private @Nullable Place timePlace;
    private @Nullable Values values;
    private @Nullable String problem;

    private @Nullable String id;
    private @Nullable String source;
    private @Nullable String detailType;
    private @Nullable Instant time;
    private @Nullable String account;
    private @Nullable String region;
    private @Nullable List<String> resources;
    private @Nullable String replayName;

    private @Nullable SnsFields sns;

    /** What is inside, if this turns out to be a wrapper. */
    private @Nullable String firstField;

    private @Nullable EventFields firstObject;
    private @Nullable String firstText;

    EventFields(JsonText json, RecentShapes shapes) {
        this.json = json;
        this.shapes = shapes;
    }

    /** Reads the object that comes next. */
    void read() throws UnreadableException {
        json.next();
        start = json.position();
        if (!shapes.fill(this, json)) {
            readEach();
        }
        end = json.position();
        if (isEvent() && values == null) {
            shapes.learn(this);
        }
    }

    private void readEach() throws UnreadableException {
        clear();
        json.enter('{');
        if (json.next() != '}') {
            EventField likely = EventField.VERSION;
            do {
                EventField field = EventField.read(json, likely);
                likely = field == null ? likely : field.next();
                count++;
                readField(field);
            } while (json.take(','));
        }
        json.leave('}');
    }

    /** Forgets what an object that looked like another shape has left. */
    private void clear() {
        id = null;
        time = null;
        detailEnd = 0;
    }

    /** Reads a value that differs from event to event; false if that takes a closer look. */
    boolean readPlain(EventField field) {
        try {
            if (field == EventField.DETAIL) {
                detailStart = json.position();
                json.skipValueInside();
                detailEnd = json.position();
                return true;
            }
            if (!json.readPlainString()) {
                return false;
            }
            if (field == EventField.ID) {
                id = json.string();
            } else {
                time = json.stringAsTime();
            }
            return true;
        } catch (UnreadableException | DateTimeException e) {
            return false; // not swallowed: whoever takes the closer look finds it again
        }
    }

    void set(Values shared) {
        values = shared;
        source = shared.source();
        detailType = shared.detailType();
        account = shared.account();
        region = shared.region();
        resources = shared.resources();
        replayName = shared.replayName();
    }

    /** The shape of this event; null if others will hardly be like it. */
    @Nullable EventShape shape() {
        if (problem != null
                || sns != null
                || idPlace == null
                || timePlace == null
                || detailEnd == 0) {
            return null;
        }
        Place detail = new Place(EventField.DETAIL, detailStart - start, detailEnd - start);
        return EventShape.of(
                text(),
                List.of(idPlace, timePlace, detail),
                new Values(source(), detailType(), account, region, resources, replayName));
    }

    private void readField(@Nullable EventField field) throws UnreadableException {
        if (field == null) {
            readOther(null);
            return;
        }
        switch (field) {
            case VERSION -> json.skipValue();
            case TYPE, MESSAGE, MESSAGE_ID, TOPIC_ARN, TOKEN -> readOther(field);
            default -> readOwn(field);
        }
    }

    private void readOwn(EventField field) throws UnreadableException {
        detailTypeSeen |= field == EventField.DETAIL_TYPE;
        char next = json.next();
        if (field == EventField.DETAIL) {
            requireFirst(field, detailEnd == 0 ? null : json);
            detailStart = json.position();
            json.skipValue();
            detailEnd = json.position();
        } else if (next == 'n') {
            json.skipValue(); // null is as good as absent
        } else if (field == EventField.RESOURCES) {
            requireFirst(field, resources);
            if (next == '[') {
                resources = resources();
            } else {
                skipWrong(WRONG_RESOURCES);
            }
        } else if (next == '"') {
            readString(field);
        } else {
            skipWrong("\"" + field + "\" must be a string");
        }
    }

    /** Two readers could see two different events in an envelope that has a field twice. */
    private void requireFirst(EventField field, @Nullable Object before) {
        if (before != null) {
            note("\"" + field + "\" occurs twice in the envelope");
        }
    }

    private void readString(EventField field) throws UnreadableException {
        switch (field) {
            case ID -> {
                requireFirst(field, id);
                id = string();
                idPlace = json.placeOfString(field, start);
            }
            case SOURCE -> {
                requireFirst(field, source);
                source = string();
            }
            case DETAIL_TYPE -> {
                requireFirst(field, detailType);
                detailType = string();
            }
            case TIME -> {
                requireFirst(field, time);
                time = time();
            }
            case ACCOUNT -> {
                requireFirst(field, account);
                account = string();
            }
            case REGION -> {
                requireFirst(field, region);
                region = string();
            }
            default -> {
                requireFirst(field, replayName);
                replayName = string();
            }
        }
    }

    private String string() throws UnreadableException {
        json.readString();
        return json.string();
    }

    private @Nullable Instant time() throws UnreadableException {
        json.readString();
        timePlace = json.placeOfString(EventField.TIME, start);
        try {
            return json.stringAsTime();
        } catch (DateTimeException e) {
            note("\"time\" must be an ISO-8601 time in UTC");
            return null;
        }
    }

    private @Nullable List<String> resources() throws UnreadableException {
        List<String> arns = new ArrayList<>();
        boolean strings = true;
        json.enter('[');
        if (json.next() != ']') {
            do {
                strings &= readArn(arns);
            } while (json.take(','));
        }
        json.leave(']');
        if (strings) {
            return List.copyOf(arns);
        }
        note(WRONG_RESOURCES);
        return null;
    }

    /** Reads one, null being none; false if it is something else. */
    private boolean readArn(List<String> arns) throws UnreadableException {
        char next = json.next();
        if (next == '"') {
            arns.add(string());
        } else {
            json.skipValue();
        }
        return next == '"' || next == 'n';
    }

    private void skipWrong(String what) throws UnreadableException {
        note(what);
        json.skipValue();
    }

    private void note(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    /**
     * Reads a field that events do not have: one of SNS's, the first of what may be a wrapper, or
     * one that nobody knows (C14).
     */
    private void readOther(@Nullable EventField field) throws UnreadableException {
        boolean first = count == 1;
        char next = json.next();
        if (first && (next == '{' || next == '"')) {
            firstField = field == null ? json.string() : field.toString();
        }
        if (first && next == '{') {
            firstObject = new EventFields(json, shapes);
            firstObject.read();
        } else if (next == '"' && (first || field != null)) {
            String value = string();
            firstText = first ? value : firstText;
            if (field != null) {
                sns = sns == null ? new SnsFields() : sns;
                sns.add(field, value);
            }
        } else {
            json.skipValue();
        }
    }

    /** C14: an event always says where it comes from and what it is. */
    boolean isEvent() {
        return source != null && detailType != null;
    }

    /** The fields that SNS's messages have; null if there is none. */
    @Nullable SnsFields sns() {
        return sns;
    }

    /** Whether this is an object with a single field, which is none of an event's. */
    boolean isWrapper() {
        return count == 1 && (firstObject != null || firstText != null);
    }

    String wrapperField() {
        return requireNonNull(firstField);
    }

    /** The object in a wrapper, or null if it holds a text. */
    @Nullable EventFields wrappedObject() {
        return firstObject;
    }

    String wrappedText() {
        return requireNonNull(firstText);
    }

    /** The event in here, as far as it has been read; this object if there is none. */
    EventFields innermost() {
        return isEvent() || firstObject == null ? this : firstObject.innermost();
    }

    EventIdentity identity() {
        return new EventIdentity(id, source, detailType);
    }

    /** The object as it stands in the text. */
    String text() {
        return json.text().substring(start, end);
    }

    /** The detail as it stands in the text; null if there is none. */
    @Nullable Slice detail() {
        return detailEnd == 0 ? null : new Slice(json.text(), detailStart, detailEnd);
    }

    String source() {
        return requireNonNull(source);
    }

    String detailType() {
        return requireNonNull(detailType);
    }

    /** Refuses an event that is not whole. */
    void requireWhole() throws UnreadableException {
        if (sns != null && sns.isNotification()) {
            throw new UnreadableException(
                    "the body is an SNS notification and an EventBridge event at once");
        }
        if (problem != null) {
            throw new UnreadableException(problem);
        }
        if (id != null && id.isBlank()) {
            throw new UnreadableException("\"id\" is blank");
        }
        if (id == null || time == null) {
            throw new UnreadableException(missing(id == null ? EventField.ID : EventField.TIME));
        }
    }

    /** Why this is not an event, although it has something of one; null if it has nothing. */
    @Nullable String almostEvent() {
        if (!detailTypeSeen) {
            return null;
        }
        return problem != null
                ? problem
                : missing(detailType == null ? EventField.DETAIL_TYPE : EventField.SOURCE);
    }

    private static String missing(EventField field) {
        return "\"" + field + "\" is missing; expected an EventBridge event";
    }

    /** The event, once it is known to be whole. */
    EventBridgeEvent<?> toEvent(@Nullable Object detail, List<Layer> layers) {
        return new EventBridgeEvent<@Nullable Object>(
                requireNonNull(id),
                source(),
                detailType(),
                requireNonNull(time),
                requireNonNullElse(account, ""),
                requireNonNullElse(region, ""),
                requireNonNullElse(resources, List.of()),
                replayName,
                detail,
                layers);
    }
}
