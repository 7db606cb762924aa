package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventBridgeEvent;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a Custom Event Bus sends is what a router reads. */
class CustomBusRouterIT {

    record Order(int number) {}

    private static final EventType<Order> ORDER = EventType.of("shop", "Order", Order.class);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<EventBridgeEvent<Order>> handled = new CopyOnWriteArrayList<>();

    // V10, V11, V12, V13
    @Test
    void oneEventHasOneKeyWhicheverTransformerDeliversItAndAReplayIsSeenAsOne() {
        try (LocalPipeline pipeline = pipeline()) {
            String id =
                    pipeline.put(LocalEvent.of("shop", "Order", "{\"number\": 7}").onBus("shop"));
            pipeline.awaitIdle(LONG);

            assertThat(handled).hasSize(3).allMatch(event -> event.detail().number() == 7);
            assertThat(handled)
                    .extracting(EventBridgeEvent::key)
                    .containsOnly(IdempotencyKey.of(id));
            assertThat(handled).noneMatch(EventBridgeEvent::replayed);
            assertThat(handled)
                    .extracting(EventBridgeEvent::customBus)
                    .filteredOn(bus -> bus != null)
                    .singleElement()
                    .extracting(bus -> bus.systemMetadata().get("aws:DeliveryType"))
                    .isEqualTo("LIVE");

            handled.clear();
            pipeline.replay("shop", "metadata", Replay.fromHorizon());
            pipeline.awaitIdle(LONG);

            assertThat(handled).singleElement().matches(EventBridgeEvent::replayed);
            assertThat(handled.get(0).key()).isEqualTo(IdempotencyKey.of(id));
        }
    }

    private LocalPipeline pipeline() {
        EventRouter routes = EventRouter.builder().on(ORDER, handled::add).build();
        LocalPipelineBuilder pipeline =
                LocalPipeline.builder()
                        .customBus(CustomBus.of("shop"))
                        .function(
                                LocalFunction.inProcess(
                                        "orders",
                                        endpoints -> SqsBatchHandler.builder(routes).build()));
        subscribe(pipeline, "raw", new Transformer.Raw());
        subscribe(pipeline, "metadata", new Transformer.WithMetadata());
        subscribe(pipeline, "wrapped", new Transformer.Jsonata("{% {'event': $events.Data} %}"));
        return pipeline.start();
    }

    private static void subscribe(
            LocalPipelineBuilder pipeline, String name, Transformer transformer) {
        pipeline.queue(LocalQueue.standard(name))
                .subscriber(
                        Subscriber.builder(name, "shop", Destination.queue(name))
                                .transformer(transformer)
                                .build())
                .eventSource(LocalEventSource.of(name, "orders"));
    }
}
