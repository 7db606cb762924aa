package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.util.List;

/**
 * How events get onto a bus: there is one for each kind of bus. It knows what the bus takes, how a
 * request is written and what its errors mean. {@link EventPublisher} knows none of that; it writes
 * the details, retries, and keeps to the time.
 */
interface EventTransport {

    /** What the bus answered for one entry, and whether another attempt may succeed. */
    record Answer(PublishResult result, boolean mayBeMended) {

        static Answer published(String eventId) {
            return new Answer(new PublishResult.Published(eventId), false);
        }

        static Answer failed(String code, boolean mayBeMended) {
            return new Answer(new PublishResult.Failed(code), mayBeMended);
        }
    }

    /**
     * Makes an event an entry of a request.
     *
     * @param traceHeader the X-Ray trace header that it carries, or null for none
     * @throws IllegalArgumentException if the bus does not take such an event
     */
    OutgoingEntry entry(OutgoingEvent<?> event, String detail, @Nullable String traceHeader);

    /** Cuts entries into as few requests as they may be put in, in their order. */
    List<List<OutgoingEntry>> requests(List<OutgoingEntry> entries);

    /**
     * Sends a request that may take some time.
     *
     * @return the answer for each entry, in their order
     * @throws SdkException if the request fails as a whole; whether the bus took anything cannot be
     *     told then
     */
    List<Answer> send(List<OutgoingEntry> request, Duration time);

    /**
     * Looks whether the bus exists.
     *
     * @throws IllegalStateException if it does not, or if the caller may not look
     * @throws SdkException if that cannot be found out
     */
    void requireBus(Duration time);
}
