package dev.mailroom.docs.guide;

import static dev.mailroom.docs.guide.Messages.event;
import static dev.mailroom.testing.Batches.fifoBatch;
import static dev.mailroom.testing.Batches.reported;
import static dev.mailroom.testing.Invocation.invocation;
import static dev.mailroom.testing.TestMessage.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.testing.TestMessage;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class FifoTest {

    record Step(String order, String what) {}

    static final EventType<Step> STEP = EventType.of("my.shop", "OrderStep", Step.class);

    @Test
    void aFailureStopsItsGroupOnly() {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                STEP,
                                event -> {
                                    if (event.detail().what().equals("pay")) {
                                        throw new IllegalStateException("the bank is closed");
                                    }
                                    done.add(event.detail().order() + " " + event.detail().what());
                                })
                        .build();
        // region groups
        SqsBatchHandler handler =
                SqsBatchHandler.builder(routes)
                        .concurrency(10) // up to 10 message groups side by side
                        .build();
        // endregion

        List<String> kept =
                reported(
                        handler.handleRequest(
                                fifoBatch(
                                        step("1", "order-a", "place"),
                                        step("2", "order-a", "pay"),
                                        step("3", "order-b", "place"),
                                        step("4", "order-a", "ship"),
                                        step("5", "order-b", "ship")),
                                invocation()));

        assertThat(kept).containsExactly("2", "4");
        assertThat(done).containsOnlyOnce("order-a place").doesNotContain("order-a ship");
        assertThat(done.stream().filter(step -> step.startsWith("order-b")))
                .containsExactly("order-b place", "order-b ship");
    }

    private static TestMessage step(String id, String order, String what) {
        String detail = "{\"order\": \"" + order + "\", \"what\": \"" + what + "\"}";
        return message(event("e-" + id, "my.shop", "OrderStep", detail)).withId(id).inGroup(order);
    }
}
