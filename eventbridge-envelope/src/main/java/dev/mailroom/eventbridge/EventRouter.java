package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.Delivery;
import dev.mailroom.PoisonMessageException;
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
 * <p>It finds the event inside whatever EventBridge, SNS and Scheduler put around it: an SNS
 * notification, the metadata of a Custom Event Bus, an object with a single field that is not one
 * of an event's own, a JSON string, in any nesting of at most 8 {@linkplain Layer layers}.
 *
 * <p>An event goes to the handler of exactly its source and detail-type; if there is none, to the
 * first {@linkplain EventPattern pattern} that matches, in the order of their registration; if none
 * does, to whatever {@code unmatched} says.
 *
 * <p>A router is a plain value: give it to an {@link dev.mailroom.SqsBatchHandler}, or call it in a
 * test. A body that is not an EventBridge event, and a detail that does not bind, is a {@link
 * PoisonMessageException} that says where the fault is, but never quotes the payload. A fault of
 * the detail's type is not the message's fault: {@link Builder#build} refuses a type that Jackson
 * can never bind, and a type whose constructor fails for another reason than its arguments is a
 * {@link dev.mailroom.MailroomException} with the whole cause, and so a retry.
 *
 * <p>Thread-safe if its handlers are.
 */
public final class EventRouter implements RecordHandler {

    private final List<EventSelector<?>> selectors;
    private final boolean takesOthers;
    private final EnvelopeReader reader;
    private final UnmatchedPolicy unmatched;

    private EventRouter(Builder builder) {
        Routes routes = new Routes(builder);
        this.selectors = List.copyOf(routes.all.keySet());
        this.takesOthers = routes.mayTakeOthers();
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
     * @param delivery its delivery, which is told the event's identity
     * @throws PoisonMessageException if the body cannot be opened or bound, or if no handler is
     *     registered for the event and the policy is {@link UnmatchedPolicy#POISON}
     * @throws Exception what the handler throws
     */
    @Override
    public void handle(SqsRecord record, Delivery delivery) throws Exception {
        Opening opening = reader.open(record.body());
        delivery.identify(reader.identity(opening));
        Reading reading = reader.read(opening, record);
        if (reading instanceof Reading.Routed routed) {
            routed.route().handle(routed.event(), delivery);
        } else if (reading instanceof Reading.Unmatched event) {
            unmatched(event, record, delivery);
        } else if (reading instanceof Reading.Unreadable unreadable) {
            throw new PoisonMessageException(
                    unreadable.reason(), record.messageId(), unreadable.cause());
        }
    }

    /**
     * Returns which events have a handler, in the order of registration; the types of a family one
     * by one.
     *
     * @return the types and patterns; immutable
     */
    public List<EventSelector<?>> routes() {
        return selectors;
    }

    /**
     * Says whether events of other types than those of {@link #routes} may have a handler, through
     * a pattern or a handler of unmatched events.
     *
     * @return whether they may
     */
    public boolean takesOthers() {
        return takesOthers;
    }

    /**
     * Opens a sample event, and binds an empty detail to the type of each handler, to load what
     * that needs. A type may refuse an empty detail. Calls no handler.
     */
    @Override
    public void prime() {
        reader.prime();
    }

    private void unmatched(Reading.Unmatched event, SqsRecord record, Delivery delivery) {
        UnmatchedEvent text = new UnmatchedEvent(event.source(), event.detailType());
        if (unmatched == UnmatchedPolicy.POISON) {
            throw new PoisonMessageException(
                    text + text.instead(selectors), record.messageId(), null);
        }
        delivery.skip(text.toString());
    }

    /**
     * Builds {@link EventRouter} instances. Defaults:
     *
     * <ul>
     *   <li>an event without a handler is {@link UnmatchedPolicy#POISON};
     *   <li>a body without an envelope is a poison message;
     *   <li>the mapper ignores unknown properties, knows {@code java.time}, and limits what it
     *       reads: 200 levels of nesting, 1,048,576 characters per string, 200 per number.
     * </ul>
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        final List<Registration<?>> registrations = new ArrayList<>();
        @Nullable EventType<?> payloadType;
        @Nullable DeliveryHandler<String> unmatchedHandler;
        ObjectMapper mapper = DefaultMapper.create();
        private UnmatchedPolicy unmatched = UnmatchedPolicy.POISON;

        private Builder() {}

        /**
         * Registers the handler of a type of events, or of a pattern.
         *
         * @param events the type or the pattern
         * @param handler the handler, such as the method reference {@code list::add}
         * @param <D> the type of the detail
         * @return this builder
         */
        public <D extends @Nullable Object> Builder on(
                EventSelector<D> events, EventHandler<D> handler) {
            return onDelivery(events, Registration.withoutDelivery(handler));
        }

        /**
         * Registers a handler that also gets the delivery, for a type of events or a pattern.
         *
         * @param events the type or the pattern
         * @param handler the handler
         * @param <D> the type of the detail
         * @return this builder
         */
        public <D extends @Nullable Object> Builder onDelivery(
                EventSelector<D> events, DeliveryHandler<D> handler) {
            registrations.add(new Registration<>(events, handler));
            return this;
        }

        /**
         * Registers one handler for a family of types.
         *
         * @param family the family
         * @param handler the handler
         * @param <F> what the details have in common
         * @return this builder
         */
        public <F> Builder on(EventFamily<F> family, EventHandler<F> handler) {
            return onDelivery(family, Registration.withoutDelivery(handler));
        }

        /**
         * Registers one handler that also gets the delivery, for a family of types.
         *
         * @param family the family
         * @param handler the handler
         * @param <F> what the details have in common
         * @return this builder
         */
        public <F> Builder onDelivery(EventFamily<F> family, DeliveryHandler<F> handler) {
            requireNonNull(handler, "handler");
            for (EventType<? extends F> type : requireNonNull(family, "family").types()) {
                registrations.add(Registration.ofMember(type, handler));
            }
            return this;
        }

        /**
         * Declares the type of bodies without an envelope: what an {@code InputPath} of {@code
         * $.detail} leaves, what EventBridge Scheduler sends as its input, or what another producer
         * puts into the queue or onto a Custom Event Bus. It goes to the handler of the type, as an
         * event {@linkplain EventBridgeEvent#hasEnvelope() without an envelope}. With the type
         * {@link String} it may be any text; with {@code byte[]} it may be Base64. Replaces an
         * earlier type.
         *
         * <p>Such an event has no id, unless a Custom Event Bus gave it one: take the key from its
         * detail. Layers other than a notification and a bus's metadata are opened only around an
         * event. A payload whose {@code aws:Source} and {@code aws:DetailType} have a handler goes
         * there.
         *
         * @param type the type, which needs a handler
         * @return this builder
         */
        public Builder withoutEnvelope(EventType<?> type) {
            this.payloadType = requireNonNull(type, "type");
            return this;
        }

        /**
         * Sets what happens to an event that no handler is registered for. Replaces an earlier
         * policy or handler.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder unmatched(UnmatchedPolicy policy) {
            this.unmatched = requireNonNull(policy, "policy");
            this.unmatchedHandler = null;
            return this;
        }

        /**
         * Sets the handler of events that no other handler is registered for. Its detail is the
         * text of the JSON as it is, {@code null} if there is none. Replaces an earlier policy or
         * handler.
         *
         * @param handler the handler
         * @return this builder
         */
        public Builder unmatched(EventHandler<String> handler) {
            return onUnmatchedDelivery(Registration.withoutDelivery(handler));
        }

        /**
         * Sets the handler, which also gets the delivery, of events that no other handler is
         * registered for. Its detail is the text of the JSON as it is, {@code null} if there is
         * none. Replaces an earlier policy or handler.
         *
         * @param handler the handler
         * @return this builder
         */
        public Builder onUnmatchedDelivery(DeliveryHandler<String> handler) {
            this.unmatchedHandler = requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Sets the mapper that binds details, whichever handler was registered first. Replaces an
         * earlier mapper. Do not switch on its default typing: events come from outside. Its own
         * {@code StreamReadConstraints} limit what is read.
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
         * @throws IllegalStateException if there is no handler, if two handlers are registered for
         *     one source and detail-type or for one pattern, if the type of a body without an
         *     envelope has no handler, or if the detail of a type or pattern is, or has in it, a
         *     type that Jackson can never bind, such as an interface; it says which, and where
         */
        public EventRouter build() {
            return new EventRouter(this);
        }
    }
}
