package dev.mailroom.examples.scheduled;

import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.examples.ExamplesPipeline;
import dev.mailroom.examples.LocalAws;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.PipelineStep;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class ScheduledEventsIT {

    @Test
    void everyTickBecomesOneItem() {
        List<String> ticks = new CopyOnWriteArrayList<>();
        try (LocalPipeline pipeline =
                        ExamplesPipeline.both()
                                .listener(
                                        step -> {
                                            if (step instanceof PipelineStep.ScheduleTicked tick) {
                                                ticks.add(tick.eventId());
                                            }
                                        })
                                .start();
                LocalAws aws = new LocalAws(pipeline.endpoints())) {
            await().atMost(Duration.ofMinutes(1)).until(() -> ticks.size() >= 3);
            List<String> firstTicks = List.copyOf(ticks.subList(0, 3));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () ->
                                    assertThat(aws.items(TRIGGERED_EVENTS))
                                            .extracting(item -> item.get("id").s())
                                            .containsAll(firstTicks));

            assertThat(aws.items(TRIGGERED_EVENTS))
                    .allSatisfy(
                            item -> {
                                assertThat(item).containsOnlyKeys("id", "timestamp", "message");
                                assertThat(item.get("id").s()).isIn(ticks);
                                assertThat(Instant.parse(item.get("timestamp").s()))
                                        .isBefore(Instant.now());
                                assertThat(item.get("message").s())
                                        .isEqualTo("Lambda function triggered");
                            });
        }
    }
}
