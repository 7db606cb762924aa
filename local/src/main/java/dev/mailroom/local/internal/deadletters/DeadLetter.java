package dev.mailroom.local.internal.deadletters;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.QuarantineNote;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sqs.model.Message;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A message in a dead-letter queue.
 *
 * @param message as SQS delivered it
 * @param cause why it is there
 * @param eventId the id of the event in it, or null
 * @param source the event's source, or null
 * @param detailType the event's detail-type, or null
 */
public record DeadLetter(
        Message message,
        Cause cause,
        @Nullable String eventId,
        @Nullable String source,
        @Nullable String detailType) {

    static DeadLetter of(Message message) {
        Map<String, String> texts = texts(message);
        Cause cause = Cause.of(message.body(), texts);
        QuarantineNote note = QuarantineNote.in(texts);
        JsonNode event = event(message.body());
        return new DeadLetter(
                message,
                cause,
                orElse(note, "eventId", event, "id"),
                orElse(note, "source", event, "source"),
                orElse(note, "detailType", event, "detail-type"));
    }

    private static Map<String, String> texts(Message message) {
        Map<String, String> texts = new TreeMap<>();
        message.messageAttributes()
                .forEach(
                        (name, value) -> {
                            String text = value.stringValue();
                            texts.put(name, text == null ? "(binary)" : text);
                        });
        return texts;
    }

    private static @Nullable JsonNode event(String body) {
        return Layer.of(body).stream()
                .filter(layer -> layer.name().equals(Layer.EVENT))
                .map(Layer::content)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String orElse(
            @Nullable QuarantineNote note, String name, @Nullable JsonNode event, String field) {
        String noted = note == null ? null : note.field(name);
        return noted != null || event == null ? noted : event.path(field).asText(null);
    }

    public String id() {
        return message.messageId();
    }

    public String body() {
        return message.body();
    }

    /** Its attributes in the form that is shown. */
    public Map<String, String> attributes() {
        return texts(message);
    }

    /** Whether it is one of these messages, or the copy that a handler quarantined of one. */
    boolean isOneOf(Set<String> ids) {
        QuarantineNote note = QuarantineNote.in(texts(message));
        return ids.contains(id()) || (note != null && ids.contains(note.field("messageId")));
    }

    /** When it was first sent to the queue that it comes from. */
    public Instant sentAt() {
        String millis = message.attributesAsStrings().get("SentTimestamp");
        return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
