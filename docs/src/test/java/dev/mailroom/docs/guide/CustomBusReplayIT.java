package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.model.DeadLetter;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.Test;

/** What a Custom Event Bus keeps is delivered again. */
class CustomBusReplayIT {

    @Test
    void anEventIsReplayed() {
        Subscriber subscriber =
                Subscriber.builder("orders", "shop", Destination.queue("orders"))
                        .transformer(new Transformer.WithMetadata())
                        .build();
        try (LocalPipeline pipeline =
                LocalPipeline.builder()
                        .customBus(CustomBus.of("shop"))
                        .queue(LocalQueue.standard("orders"))
                        .subscriber(subscriber)
                        .start()) {
            // region replay
            String id =
                    pipeline.put(
                            LocalEvent.of("shop", "OrderPlaced", "{\"order\": 7}").onBus("shop"));

            int events = pipeline.replay("shop", "orders", Replay.fromHorizon());
            // endregion

            assertThat(events).isEqualTo(1);
            assertThat(pipeline.deadLetters("orders"))
                    .extracting(DeadLetter::body)
                    .allMatch(body -> body.contains(id))
                    .satisfiesExactly(
                            live -> assertThat(live).contains("\"LIVE\""),
                            replay -> assertThat(replay).contains("\"REPLAY\""));
        }
    }
}
