package dev.mailroom.local.internal.eventbus;

import dev.mailroom.local.eventbus.RetainedEvent;
import dev.mailroom.local.model.BusEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An entry that is published on a Custom Event Bus: an event, or a raw payload. */
public sealed interface BusEntry {

    /** Its group and its deduplication id. */
    record Identity(@Nullable String group, @Nullable String deduplicationId) {
        public static final Identity NONE = new Identity(null, null);
    }

    Identity identity();

    /** The content that two equal entries have in common. */
    String content();

    /** The event that it becomes; null if it is a payload. */
    @Nullable BusEvent event(String id, Instant now);

    /** The event that the bus keeps. */
    RetainedEvent retained(long sequence, String id, Instant now);

    /** An entry of PutEvents. */
    record Event(
            String source,
            String detailType,
            String detail,
            List<String> resources,
            @Nullable Instant time,
            Identity identity)
            implements BusEntry {

        @Override
        public String content() {
            return String.join("\n", source, detailType, detail, resources.toString());
        }

        @Override
        public BusEvent event(String id, Instant now) {
            // V14: its id is assumed to be that of the event.
            Instant happened = time == null ? now : time;
            return new BusEvent(id, source, detailType, happened, resources, detail);
        }

        @Override
        public RetainedEvent retained(long sequence, String id, Instant now) {
            return new RetainedEvent(
                    sequence,
                    id,
                    now,
                    RetainedEvent.ENVELOPE,
                    // V10: the envelope is the data.
                    event(id, now).toJson(),
                    Map.of(),
                    identity.group(),
                    identity.deduplicationId(),
                    source,
                    detailType);
        }
    }

    /** An entry of PutRawEvents; binary data is in Base64. */
    record Raw(String contentType, String data, Map<String, String> metadata, Identity identity)
            implements BusEntry {

        @Override
        public String content() {
            return String.join("\n", contentType, data, new TreeMap<>(metadata).toString());
        }

        @Override
        public @Nullable BusEvent event(String id, Instant now) {
            return null;
        }

        @Override
        public RetainedEvent retained(long sequence, String id, Instant now) {
            return new RetainedEvent(
                    sequence,
                    id,
                    now,
                    contentType,
                    data,
                    metadata,
                    identity.group(),
                    identity.deduplicationId(),
                    null,
                    null);
        }
    }
}
