package dev.mailroom.eventbridge;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;

import java.time.Duration;
import java.util.List;

/**
 * How events get onto a bus; each kind of bus has its own. It knows what the bus accepts, how a
 * request is written and what its errors mean. {@link EventPublisher} knows none of that: it writes
 * the details, retries, and keeps the time limit.
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
     * Turns an event into an entry of a request.
     *
     * @param traceHeader the X-Ray trace header that it carries, or null for none
     * @throws IllegalArgumentException if the bus does not take such an event
     */
    OutgoingEntry entry(OutgoingEvent<?> event, String detail, @Nullable String traceHeader);

    /** Splits entries into as few requests as possible, in their order. */
    List<List<OutgoingEntry>> requests(List<OutgoingEntry> entries);

    /**
     * Sends a request within some time.
     *
     * @return the answer for each entry, in their order
     * @throws SdkException if the request fails as a whole; it is then unknown whether the bus took
     *     anything
     */
    List<Answer> send(List<OutgoingEntry> request, Duration time);

    /**
     * Checks that the bus exists.
     *
     * @throws IllegalStateException if it does not, or if the caller may not look
     * @throws SdkException if that cannot be found out
     */
    void requireBus(Duration time);
}
