package dev.mailroom.examples.scheduled;

import static dev.mailroom.examples.ExamplesPipeline.TRIGGERED_EVENTS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.ExamplesPipeline;
import dev.mailroom.local.junit.LocalAwsExtension;
import dev.mailroom.local.step.EventStep;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class ScheduledEventsIT {

    private static final List<String> TICKS = new CopyOnWriteArrayList<>();

    @RegisterExtension
    static final LocalAwsExtension AWS =
            LocalAwsExtension.of(ExamplesPipeline.both().listener(ScheduledEventsIT::keepTicks));

    private static void keepTicks(PipelineStep step) {
        if (step instanceof EventStep.ScheduleTicked tick) {
            TICKS.add(tick.eventId());
        }
    }

    @Test
    void everyTickBecomesOneItem(
            EventBridgeClient eventBridge, SqsClient sqs, DynamoDbClient dynamoDb) {
        AwsClients aws = new AwsClients(eventBridge, sqs, dynamoDb);
        await().atMost(Duration.ofMinutes(1)).until(() -> TICKS.size() >= 3);
        List<String> firstTicks = List.copyOf(TICKS.subList(0, 3));
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
                            assertThat(item.get("id").s()).isIn(TICKS);
                            assertThat(Instant.parse(item.get("timestamp").s()))
                                    .isBefore(Instant.now());
                            assertThat(item.get("message").s())
                                    .isEqualTo("Lambda function triggered");
                        });
    }
}
