package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.mailroom.PoisonMessageException;
import dev.mailroom.RecordContext;
import dev.mailroom.RecordHandler;
import dev.mailroom.SqsRecord;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Opens the EventBridge event in an SQS record and hands its typed detail to the handler of its
 * source and detail-type.
 *
 * <pre>{@code
 * EventRouter routes = EventRouter.builder()
 *         .on(USER_SIGNUP, event -> signups.write(IdempotencyKey.of(event.id()), Signup.from(event)))
 *         .build();
 * }</pre>
 *
 * <p>A router is a plain value: give it to an {@link dev.mailroom.SqsBatchHandler}, or call it in a
 * test. A body that is no EventBridge event, and a detail that does not bind, is a {@link
 * PoisonMessageException} that says where, but never what, the payload is.
 *
 * <p>Thread-safe if its handlers are.
 */
public final class EventRouter implements RecordHandler {

    private final Routes routes;
    private final EnvelopeReader reader;
    private final UnmatchedPolicy unmatched;

    private EventRouter(Builder builder) {
        this.routes = new Routes(builder.routes());
        this.reader = new EnvelopeReader(builder.mapper.getFactory(), routes);
        this.unmatched = builder.unmatched;
    }

    /**
     * Starts building a router.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens the record's body and calls the handler of the event.
     *
     * @param record the record
     * @param context its delivery; is told the event's identity
     * @throws PoisonMessageException if the body cannot be opened or bound, or if no handler is
     *     registered for the event and the policy is {@link UnmatchedPolicy#POISON}
     * @throws Exception what the handler throws
     */
    @Override
    public void handle(SqsRecord record, RecordContext context) throws Exception {
        OpenedEnvelope envelope = open(record, context);
        Route<?> route = envelope.route;
        if (route == null) {
            unmatched(envelope, record, context);
        } else {
            route.handle(envelope.toEvent(), context);
        }
    }

    /**
     * Returns the types of events that have a handler, in the order of their registration.
     *
     * @return the types
     */
    public List<EventType<?>> routes() {
        return routes.types();
    }

    private OpenedEnvelope open(SqsRecord record, RecordContext context) {
        OpenedEnvelope envelope = new OpenedEnvelope();
        try {
            reader.read(record.body(), envelope);
        } catch (UnreadableBodyException e) {
            throw e.about(record.messageId());
        } finally {
            context.identify(envelope.identity());
        }
        return envelope;
    }

    private void unmatched(OpenedEnvelope envelope, SqsRecord record, RecordContext context) {
        String reason =
                "no handler for source \""
                        + envelope.source
                        + "\" and detail-type \""
                        + envelope.detailType
                        + "\"";
        switch (unmatched) {
            case POISON -> throw new PoisonMessageException(reason, record.messageId(), null);
            case SKIP -> context.skip(reason);
        }
    }

    /**
     * Builds {@link EventRouter} instances. Defaults:
     *
     * <ul>
     *   <li>an event without a handler is {@link UnmatchedPolicy#POISON};
     *   <li>the mapper ignores unknown properties and knows {@code java.time}.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private record Registration<D extends @Nullable Object>(
                EventType<D> type, ContextualEventHandler<D> handler) {

            Route<D> route(ObjectMapper mapper) {
                return new Route<>(
                        type, mapper.readerFor(mapper.constructType(type.type())), handler);
            }
        }

        private final List<Registration<?>> registrations = new ArrayList<>();
        private UnmatchedPolicy unmatched = UnmatchedPolicy.POISON;
        private ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();

        private Builder() {}

        /**
         * Registers the handler of a type of events.
         *
         * @param type the type
         * @param handler the handler
         * @param <D> the type of the detail
         * @return this builder
         */
        public <D extends @Nullable Object> Builder on(EventType<D> type, EventHandler<D> handler) {
            requireNonNull(handler, "handler");
            return on(type, (event, context) -> handler.handle(event));
        }

        /**
         * Registers the handler of a type of events, one that wants to know about the delivery.
         *
         * @param type the type
         * @param handler the handler
         * @param <D> the type of the detail
         * @return this builder
         */
        public <D extends @Nullable Object> Builder on(
                EventType<D> type, ContextualEventHandler<D> handler) {
            registrations.add(
                    new Registration<>(
                            requireNonNull(type, "type"), requireNonNull(handler, "handler")));
            return this;
        }

        /**
         * Sets what happens to an event that no handler is registered for. Replaces an earlier
         * policy.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder unmatched(UnmatchedPolicy policy) {
            this.unmatched = requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the mapper that binds details, whichever handler was registered first. Replaces an
         * earlier mapper. Do not switch on its default typing: events come from outside.
         *
         * @param mapper the mapper; do not change it afterwards
         * @return this builder
         */
        public Builder mapper(ObjectMapper mapper) {
            this.mapper = requireNonNull(mapper, "mapper");
            return this;
        }

        /**
         * Builds the router.
         *
         * @return the router
         * @throws IllegalStateException if there is no handler, or if two handlers are registered
         *     for one source and detail-type
         */
        public EventRouter build() {
            if (registrations.isEmpty()) {
                throw new IllegalStateException(
                        "a router needs a handler: call on(type, handler) before build()");
            }
            return new EventRouter(this);
        }

        private List<Route<?>> routes() {
            List<Route<?>> routes = new ArrayList<>(registrations.size());
            for (Registration<?> registration : registrations) {
                routes.add(registration.route(mapper));
            }
            return routes;
        }
    }
}
