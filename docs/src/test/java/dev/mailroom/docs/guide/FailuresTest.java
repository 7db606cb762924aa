package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.batch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.BatchListener;
import dev.mailroom.BatchSummary;
import dev.mailroom.Delivery;
import dev.mailroom.LoggingListener;
import dev.mailroom.Outcome;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class FailuresTest {

    // region required
    record Order(String number, List<String> lines) {

        Order {
            requireNonNull(number, "number");
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }

    // endregion

    static final EventType<Order> ORDER = EventType.of("my.shop", "OrderPlaced", Order.class);

    /** What the handlers call. */
    static final class Warehouse {
        private boolean open = true;
        private final List<String> picked = new ArrayList<>();

        void pick(Order order) {
            if (order.lines().contains("broken")) {
                throw new IllegalStateException("the robot is stuck");
            }
            picked.add(order.number());
        }
    }

    // region listener
    static final class Counting implements BatchListener {

        private final BatchListener log = new LoggingListener();
        private final List<Outcome> failures = new ArrayList<>();

        @Override
        public void onOutcome(Delivery delivery, Outcome outcome) {
            log.onOutcome(delivery, outcome);
            if (outcome.reported()) {
                failures.add(outcome);
            }
        }

        @Override
        public void onBatch(BatchSummary summary) {
            log.onBatch(summary);
        }
    }

    // endregion

    @Test
    void whatAHandlerThrowsDecides() {
        Warehouse warehouse = new Warehouse();
        Counting listener = new Counting();

        // region throws
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                ORDER,
                                event -> {
                                    if (event.detail().lines().isEmpty()) {
                                        throw new PoisonMessageException("an order without lines");
                                    }
                                    if (!warehouse.open) {
                                        throw new RetryLaterException(
                                                "the warehouse is closed", ofMinutes(10));
                                    }
                                    warehouse.pick(event.detail());
                                })
                        .build();
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .deadlineMargin(ofSeconds(2))
                        .listener(listener)
                        .build();
        // endregion

        SQSBatchResponse response =
                handler.handleRequest(
                        batch(
                                order("{\"number\": \"o-1\", \"lines\": [\"pen\"]}"),
                                order("{\"number\": \"o-2\"}"),
                                order("{\"number\": \"o-3\", \"lines\": [\"broken\"]}"),
                                order("{\"lines\": [\"pen\"]}")),
                        invocation());

        assertThat(warehouse.picked).containsExactly("o-1");
        assertThat(reported(response)).containsExactly("message-2", "message-3", "message-4");
        assertThat(listener.failures).hasSize(3);
        assertThat(((Outcome.Poison) listener.failures.get(0)).cause())
                .hasMessage("an order without lines");
        assertThat(((Outcome.Retry) listener.failures.get(1)).cause())
                .hasMessage("the robot is stuck");
        assertThat(((Outcome.Poison) listener.failures.get(2)).cause())
                .hasMessage(
                        "\"detail\" does not bind to "
                                + Order.class.getName()
                                + ": detail.number is missing or null (line 1, column 191) (messageId: message-4)");
    }

    @Test
    void aClosedWarehouseIsAskedAgainLater() {
        Warehouse warehouse = new Warehouse();
        warehouse.open = false;
        List<Outcome> outcomes = new ArrayList<>();
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                ORDER,
                                event -> {
                                    throw new RetryLaterException("closed", ofMinutes(10));
                                })
                        .build();

        SqsBatchHandler.builder(routes)
                .listener((delivery, outcome) -> outcomes.add(outcome))
                .build()
                .handleRequest(batch(order("{\"number\": \"o-1\"}")), invocation());

        assertThat(outcomes).hasSize(1);
        assertThat(((Outcome.Retry) outcomes.get(0)).after()).isEqualTo(ofMinutes(10));
    }

    @Test
    void aRequestOfAHandlersOwnHasTheTimeOfItsDelivery() {
        URI warehouse = URI.create("http://localhost/warehouse");
        List<HttpRequest> requests = new ArrayList<>();
        EventRouter routes =
                EventRouter.builder()
                        .onDelivery(
                                ORDER,
                                (event, delivery) -> {
                                    // region request-time
                                    HttpRequest request =
                                            HttpRequest.newBuilder(warehouse)
                                                    .timeout(delivery.requestTime())
                                                    .build();
                                    // endregion
                                    requests.add(request);
                                })
                        .build();

        SqsBatchHandler.builder(routes)
                .build()
                .handleRequest(batch(order("{\"number\": \"o-1\"}")), invocation());

        assertThat(requests).extracting(HttpRequest::timeout).contains(Optional.of(ofSeconds(59)));
    }

    private static String order(String detail) {
        return event("e-1", "my.shop", "OrderPlaced", detail);
    }
}
