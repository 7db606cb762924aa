package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of an object that identify a layer. */
final class FieldReader {

    private static final String WRONG_RESOURCES = "\"resources\" must be an array of strings";

    private final JsonText json;

    FieldReader(JsonText json) {
        this.json = json;
    }

    /** Reads the object that comes next. */
    void read(EventFields fields) throws UnreadableException {
        json.next();
        fields.begin(json.position());
        json.enter('{');
        if (json.next() != '}') {
            EventField likely = EventField.VERSION;
            boolean first = true;
            do {
                EventField field = EventField.read(json, likely);
                likely = field == null ? likely : field.next();
                readField(field, first, fields);
                first = false;
                fields.count();
            } while (json.take(','));
        }
        json.leave('}');
        fields.end(json.position());
    }

    private void readField(@Nullable EventField field, boolean first, EventFields fields)
            throws UnreadableException {
        if (field == null) {
            readOther(null, first, fields);
            return;
        }
        switch (field.owner()) {
            case EVENT -> readOwn(field, fields);
            case SNS -> {
                boolean text = readOther(field, first, fields);
                fields.putSns(field, text ? json.string() : null);
            }
            case BUS -> {
                json.next();
                int start = json.position();
                readOther(field, first, fields);
                fields.putBus(field, start, json.position());
            }
        }
    }

    private void readOwn(EventField field, EventFields fields) throws UnreadableException {
        fields.see(field);
        char next = json.next();
        if (field == EventField.VERSION) {
            json.skipValue();
        } else if (field == EventField.DETAIL) {
            int start = json.position();
            json.skipValue();
            fields.putDetail(start, json.position());
        } else if (next == 'n') {
            json.skipValue(); // null counts as absent
        } else if (field == EventField.RESOURCES) {
            readResources(next, fields);
        } else if (next == '"') {
            json.readString();
            readString(field, fields);
        } else {
            fields.note("\"" + field + "\" must be a string");
            json.skipValue();
        }
    }

    private void readString(EventField field, EventFields fields) throws UnreadableException {
        if (field == EventField.TIME) {
            try {
                fields.put(json.stringAsTime(), json.placeOfString(field));
            } catch (DateTimeException e) {
                fields.note("\"time\" must be an ISO-8601 time in UTC");
            }
        } else {
            fields.put(field, json.string(), json.placeOfString(field));
        }
    }

    private void readResources(char next, EventFields fields) throws UnreadableException {
        if (next != '[') {
            fields.note(WRONG_RESOURCES);
            json.skipValue();
            return;
        }
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
            fields.put(List.copyOf(arns));
        } else {
            fields.note(WRONG_RESOURCES);
        }
    }

    /** Reads one, null being none; false if it is something else. */
    private boolean readArn(List<String> arns) throws UnreadableException {
        char next = json.next();
        json.skipValue();
        if (next == '"') {
            arns.add(json.string());
        }
        return next == '"' || next == 'n';
    }

    /**
     * Reads a field that events do not have: one of SNS or of a bus, the first of what may be a
     * wrapper, or an unknown one (C14). Says whether it is a string.
     */
    private boolean readOther(@Nullable EventField field, boolean first, EventFields fields)
            throws UnreadableException {
        char next = json.next();
        boolean text = next == '"';
        boolean mayWrap = first && (text || next == '{');
        String name = !mayWrap ? "" : field == null ? json.string() : field.toString();
        if (mayWrap && !text) {
            read(fields.wrap(name));
            return false;
        }
        json.skipValue();
        if (mayWrap) {
            fields.wrap(name, json.string());
        }
        return text;
    }
}
