package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.Backoff;
import dev.mailroom.Delivery;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Publishes events to EventBridge, with the same {@link EventType} that routes them on arrival.
 *
 * <pre>{@code
 * EventPublisher events = EventPublisher.builder(EventBridgeClient.create()).build();
 * events.publish(USER_SIGNUP, new UserSignup("u-1", "ada@example.com", "Ada"));
 * }</pre>
 *
 * <p>EventBridge may refuse single events of a request that succeeds. They are retried with
 * back-off, and a {@link PublishException} says which are left over. An event may thus be published
 * more than once, each time under another id.
 *
 * <p>Every request has a time limit. In a handler, all requests of a call share the {@linkplain
 * Delivery#requestTime() request time} that the delivery has when the call starts; once it is over,
 * nothing more is sent. Anywhere else it is 3 seconds for each request. A shorter {@code
 * apiCallTimeout} of the client still applies.
 *
 * <p>Events that EventBridge would refuse or drop are an {@link IllegalArgumentException} before
 * anything is sent: a source of more than 256 or a detail-type of more than 128 characters, a
 * resource of more than 2,048, a time outside of the years 0 to 9999, a detail that is not one JSON
 * object, has more than 999 levels or an integer of more than 64 bits, an event of 1,048,576 bytes
 * or more.
 *
 * <p>The AWS SDK's client is an optional dependency: add {@code
 * software.amazon.awssdk:eventbridge}.
 *
 * <p>Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
public final class EventPublisher {

    private final EventTransport bus;
    private final ObjectMapper mapper;
    private final Publishing publishing;
    private final Supplier<@Nullable String> traceHeader;

    private EventPublisher(Builder builder) {
        this.bus = new ClassicBus(builder.client, builder.bus);
        this.mapper = builder.mapper;
        this.traceHeader = builder.traceHeader;
        this.publishing = new Publishing(bus, builder.attempts, builder.backoff, builder.pause);
        if (builder.checkBus) {
            bus.requireBus(RequestTime.now().left());
        }
    }

    /**
     * Starts building a publisher.
     *
     * @param client the client; the publisher does not close it
     * @return a builder with the defaults
     */
    public static Builder builder(EventBridgeClient client) {
        return new Builder(client);
    }

    /**
     * Publishes one event.
     *
     * @param type its source and detail-type
     * @param detail its detail
     * @param <D> the type of the detail
     * @return the id that EventBridge gave it
     * @throws PublishException if EventBridge did not take it
     * @throws IllegalArgumentException if EventBridge does not take such an event
     */
    public <D extends @Nullable Object> String publish(EventType<D> type, D detail) {
        return publish(List.of(OutgoingEvent.of(type, detail))).get(0);
    }

    /**
     * Publishes events, in as few requests as EventBridge allows: at most 10 events and less than
     * 1,048,576 bytes each.
     *
     * @param events the events; if there is none, nothing happens
     * @return the ids that EventBridge gave them, in their order; immutable
     * @throws PublishException if EventBridge did not take all of them; it says which
     * @throws IllegalArgumentException if EventBridge does not take one of them; nothing is
     *     published then
     */
    public List<String> publish(List<? extends OutgoingEvent<?>> events) {
        List<OutgoingEntry> entries = new ArrayList<>(events.size());
        String header = traceHeader.get();
        for (OutgoingEvent<?> event : events) {
            entries.add(bus.entry(event, event.detailAsJson(mapper), header));
        }
        return publishing.publish(entries);
    }

    /**
     * Builds {@link EventPublisher} instances. Defaults:
     *
     * <ul>
     *   <li>the default event bus, which is not checked;
     *   <li>5 attempts for each event; between them a random time up to a bound that doubles, 200
     *       milliseconds at first and 5 seconds at most;
     *   <li>a mapper that writes {@code java.time} as ISO-8601 text.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final EventBridgeClient client;
        private @Nullable String bus;
        private boolean checkBus;
        private ObjectMapper mapper = DefaultMapper.create();
        private int attempts = 5;
        private Backoff backoff = Backoff.between(Duration.ofMillis(200), Duration.ofSeconds(5));
        private LongConsumer pause = Backoff::sleep;
        private Supplier<@Nullable String> traceHeader = () -> null;

        private Builder(EventBridgeClient client) {
            this.client = requireNonNull(client, "client");
        }

        /**
         * Sets the event bus. Replaces an earlier one.
         *
         * @param nameOrArn its name or ARN
         * @return this builder
         * @throws IllegalArgumentException if it is blank, or cannot be the name or ARN of a bus
         */
        public Builder bus(String nameOrArn) {
            if (requireNonNull(nameOrArn, "nameOrArn").isBlank()) {
                throw new IllegalArgumentException("the event bus must not be blank");
            }
            EventLimits.requireBus(nameOrArn);
            this.bus = nameOrArn;
            return this;
        }

        /**
         * Lets {@link #build} check that the event bus exists. EventBridge accepts events for a bus
         * that does not exist, answers with their ids, and drops them, so nobody notices a wrong
         * name. The check is one request, and needs the permission {@code events:DescribeEventBus}
         * on the bus. Leave it out for a bus of another account, which usually does not grant that.
         *
         * @return this builder
         */
        public Builder checkBus() {
            this.checkBus = true;
            return this;
        }

        /**
         * Sets the mapper that writes details. Replaces an earlier one.
         *
         * @param mapper the mapper; do not change it afterwards
         * @return this builder
         */
        public Builder mapper(ObjectMapper mapper) {
            this.mapper = requireNonNull(mapper, "mapper");
            return this;
        }

        /**
         * Sets how often an event is tried at most. Replaces an earlier setting.
         *
         * @param attempts 1 or more
         * @return this builder
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder attempts(int attempts) {
            if (attempts < 1) {
                throw new IllegalArgumentException(
                        "attempts must be 1 or more, but is " + attempts);
            }
            this.attempts = attempts;
            return this;
        }

        /**
         * Sets how long to wait between attempts: a random time, up to a bound that doubles each
         * time. Replaces an earlier setting.
         *
         * @param first the bound after the first attempt
         * @param longest the highest bound
         * @return this builder
         * @throws IllegalArgumentException if the first is not positive or longer than the longest,
         *     or if that is more than 365 days
         */
        public Builder backOff(Duration first, Duration longest) {
            return backOff(Backoff.between(first, longest));
        }

        Builder backOff(Backoff backoff) {
            this.backoff = backoff;
            return this;
        }

        /**
         * Sets where the X-Ray trace header of events comes from, so that traces continue in their
         * receivers. It is called once for each call of {@code publish}, in the same thread.
         * Replaces an earlier one.
         *
         * @param traceHeader supplies the header, or null for none
         * @return this builder
         */
        public Builder traceHeader(Supplier<@Nullable String> traceHeader) {
            this.traceHeader = requireNonNull(traceHeader, "traceHeader");
            return this;
        }

        /** Sets where a thread waits, for a number of nanoseconds or until it is interrupted. */
        Builder pause(LongConsumer pause) {
            this.pause = pause;
            return this;
        }

        /**
         * Builds the publisher.
         *
         * @return the publisher
         * @throws IllegalStateException if the {@linkplain #checkBus() checked} event bus does not
         *     exist, or if the permission to check it is missing
         * @throws SdkException if EventBridge could not be asked for it
         */
        public EventPublisher build() {
            return new EventPublisher(this);
        }
    }
}
