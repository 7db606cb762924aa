package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.mailroom.Outcome;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventFamily;
import dev.mailroom.eventbridge.EventPattern;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.UnmatchedPolicy;
import dev.mailroom.testing.InMemorySink;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

class RoutingTest {

    private final List<String> calls = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    // region types
    record OrderPlaced(String number, BigDecimal total) {}

    static final EventType<OrderPlaced> ORDER_PLACED =
            EventType.of("my.shop", "OrderPlaced", OrderPlaced.class);

    static final EventType<List<String>> STOCK_COUNTED =
            EventType.of("my.shop", "StockCounted", new TypeReference<List<String>>() {});

    static final EventType<Void> TICK = EventType.of("aws.events", "Scheduled Event", Void.class);

    // endregion

    @Test
    void eachTypeHasItsHandler() {
        // region routes
        EventRouter routes =
                EventRouter.builder()
                        .on(ORDER_PLACED, event -> calls.add("order " + event.detail().number()))
                        .on(STOCK_COUNTED, event -> calls.add("counted " + event.detail().size()))
                        .on(TICK, event -> calls.add("tick at " + event.time()))
                        .build();
        // endregion

        handle(
                routes,
                event("e-1", "my.shop", "OrderPlaced", "{\"number\": \"o-1\", \"total\": 9.90}"),
                event("e-2", "my.shop", "StockCounted", "[\"a\", \"b\"]"),
                event("e-3", "aws.events", "Scheduled Event", "{}"));

        assertThat(calls).containsExactly("order o-1", "counted 2", "tick at 2026-11-22T10:00:00Z");
    }

    // region family
    sealed interface Delivery permits Shipped, Returned {}

    record Shipped(String order) implements Delivery {}

    record Returned(String order, String reason) implements Delivery {}

    static final EventFamily<Delivery> DELIVERIES =
            EventFamily.of(
                    Delivery.class,
                    EventType.of("my.carrier", "Shipped", Shipped.class),
                    EventType.of("my.carrier", "Returned", Returned.class));

    // endregion

    @Test
    void aFamilyHasOneHandler() {
        EventRouter routes =
                EventRouter.builder()
                        .on(DELIVERIES, event -> calls.add(event.detail().toString()))
                        .build();

        handle(
                routes,
                event("e-1", "my.carrier", "Shipped", "{\"order\": \"o-1\"}"),
                event("e-2", "my.carrier", "Returned", "{\"order\": \"o-2\", \"reason\": \"no\"}"));

        assertThat(calls).containsExactly("Shipped[order=o-1]", "Returned[order=o-2, reason=no]");
    }

    @Test
    void patternsComeAfterExactTypes() {
        // region pattern
        EventPattern<OrderPlaced> largeOrders =
                EventPattern.of(
                        "{\"detail\": {\"total\": [{\"numeric\": [\">\", 1000]}]}}",
                        OrderPlaced.class);
        EventRouter routes =
                EventRouter.builder()
                        .on(TICK, event -> calls.add("tick"))
                        .on(largeOrders, event -> calls.add("large " + event.detail().number()))
                        .unmatched(UnmatchedPolicy.SKIP)
                        .build();
        // endregion

        handle(
                routes,
                event("e-1", "my.shop", "OrderPlaced", "{\"number\": \"o-1\", \"total\": 9.90}"),
                event("e-2", "my.shop", "OrderPlaced", "{\"number\": \"o-2\", \"total\": 2000}"));

        assertThat(calls).containsExactly("large o-2");
        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Skipped(
                                "no handler for source \"my.shop\" and detail-type \"OrderPlaced\""),
                        new Outcome.Done());
    }

    record Reservation(String order) {}

    record Shipment(String order) {}

    @Test
    void oneEventHasSeveralEffects() {
        InMemorySink<Reservation> stock = new InMemorySink<>();
        InMemorySink<Shipment> shipments = new InMemorySink<>();

        // region effects
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                ORDER_PLACED,
                                event -> {
                                    String order = event.detail().number();
                                    stock.write(event.key().in("stock"), new Reservation(order));
                                    shipments.write(event.key().in("ship"), new Shipment(order));
                                })
                        .build();
        // endregion
        String placed =
                event("e-1", "my.shop", "OrderPlaced", "{\"number\": \"o-1\", \"total\": 9.90}");
        handle(routes, placed, placed);

        assertThat(stock.items().values()).containsExactly(new Reservation("o-1"));
        assertThat(shipments.items().values()).containsExactly(new Shipment("o-1"));
    }

    private void handle(EventRouter routes, String... bodies) {
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .listener((delivery, outcome) -> outcomes.add(outcome))
                        .build();
        assertThat(reported(handler.handleRequest(batch(bodies), invocation()))).isEmpty();
    }
}
