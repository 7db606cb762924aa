package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Outcome;
import dev.mailroom.Sink;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.InMemoryIdempotencyGuard;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class IdempotencyTest {

    record Order(String number, int cents) {}

    static final EventType<Order> ORDER = EventType.of("my.shop", "OrderPlaced", Order.class);

    private static final String DETAIL = "{\"number\": \"o-1\", \"cents\": 990}";

    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void theIdOfTheEventIsTheKey() {
        InMemorySink<Order> orders = new InMemorySink<>();
        EventRouter routes = byEvent(orders);

        handle(routes, order("e-1"), order("e-1"), order("e-2"));

        assertThat(orders.items())
                .containsOnlyKeys(IdempotencyKey.of("e-1"), IdempotencyKey.of("e-2"));
        assertThat(outcomes)
                .containsExactly(new Outcome.Done(), new Outcome.Duplicate(), new Outcome.Done());
    }

    private static EventRouter byEvent(Sink<Order> orders) {
        // region event
        return EventRouter.builder()
                .onDelivery(
                        ORDER,
                        (event, delivery) -> orders.write(event.key(), event.detail(), delivery))
                .build();
        // endregion
    }

    @Test
    void aNumberOfTheBusinessIsTheKey() {
        InMemorySink<Order> orders = new InMemorySink<>();
        EventRouter routes = byNumber(orders);

        handle(routes, order("e-1"), order("e-2"));

        assertThat(orders.items())
                .containsExactly(
                        entry(IdempotencyKey.of("o-1").in("orders"), new Order("o-1", 990)));
        assertThat(outcomes).containsExactly(new Outcome.Done(), new Outcome.Duplicate());
    }

    private static EventRouter byNumber(Sink<Order> orders) {
        // region business
        return EventRouter.builder()
                .onDelivery(
                        ORDER,
                        (event, delivery) -> {
                            Order order = event.detail();
                            IdempotencyKey key = IdempotencyKey.of(order.number()).in("orders");
                            orders.write(key, order, delivery);
                        })
                .build();
        // endregion
    }

    /** A bank that is out of order at first. */
    static final class Bank {
        private final List<String> charges = new ArrayList<>();
        private boolean open;

        String charge(Order order) {
            if (!open) {
                open = true;
                throw new IllegalStateException("the bank does not answer");
            }
            charges.add(order.number());
            return "payment-" + charges.size();
        }
    }

    record Receipt(String order, String payment) {}

    @Test
    void aPaymentIsMadeOnceAndItsNumberRemembered() {
        Bank bank = new Bank();
        InMemorySink<Receipt> receipts = new InMemorySink<>();
        SqsBatchHandler handler =
                SqsBatchHandler.builder(charging(new InMemoryIdempotencyGuard(), bank, receipts))
                        .build();

        assertThat(reported(handler.handleRequest(batch(order("e-1")), invocation())))
                .containsExactly("message-1");
        assertThat(reported(handler.handleRequest(batch(order("e-1"), order("e-1")), invocation())))
                .isEmpty();

        assertThat(bank.charges).containsExactly("o-1");
        assertThat(receipts.items().values()).containsExactly(new Receipt("o-1", "payment-1"));
    }

    private static EventRouter charging(
            IdempotencyGuard payments, Bank bank, Sink<Receipt> receipts) {
        // region guard
        return EventRouter.builder()
                .onDelivery(
                        ORDER,
                        (event, delivery) -> {
                            Order order = event.detail();
                            IdempotencyKey key = IdempotencyKey.of(order.number()).in("payment");
                            String payment =
                                    payments.callOnce(key, delivery, () -> bank.charge(order))
                                            .value();
                            receipts.write(key, new Receipt(order.number(), payment));
                        })
                .build();
        // endregion
    }

    private void handle(EventRouter routes, String... bodies) {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .listener((delivery, outcome) -> outcomes.add(outcome))
                        .build();
        assertThat(reported(handler.handleRequest(batch(bodies), invocation()))).isEmpty();
    }

    private static String order(String id) {
        return event(id, "my.shop", "OrderPlaced", DETAIL);
    }
}
