package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Custom Event Buses with real queues behind them. */
class CustomBusIT {

    private static final CustomBus BUS = CustomBus.of("webapp");

    /** V26: what a test puts by hand is kept, and delivered again. */
    @Test
    void whatIsPutByHandIsReplayed() throws Exception {
        Subscriber subscriber =
                Subscriber.builder("all", "webapp", Destination.queue("q"))
                        .filter(Scope.DATA, "{\"source\":[\"aws.s3\"]}")
                        .build();
        try (LocalPipeline pipeline =
                LocalPipeline.builder()
                        .customBus(BUS)
                        .queue(LocalQueue.standard("q"))
                        .subscriber(subscriber)
                        .start()) {
            String id = pipeline.put(LocalEvent.of("aws.s3", "New", "{}").onBus("webapp"));

            assertThat(pipeline.replay("webapp", "all", Replay.fromHorizon())).isEqualTo(1);

            assertThat(QueueMessages.bodies(pipeline, "q", 2)).allMatch(body -> body.contains(id));
        }
    }

    /**
     * V18, V19: 1,000 events in 20 groups, by four publishers at once. Each group keeps its order,
     * also the one whose first events are never delivered, and those are recorded.
     */
    @Test
    void groupsKeepTheirOrderWhileOneFails() throws Exception {
        Subscriber subscriber =
                Subscriber.builder("ordered", "webapp", Destination.queue("q.fifo"))
                        .ordered(true)
                        // Without a group SQS takes nothing.
                        .sqs(
                                SqsParameters.inGroup(
                                        "{% $events.Data.detail.bad ? $events.none :"
                                                + " $events.SystemMetadata.EventGroupId %}",
                                        "{% $events.SystemMetadata.\"aws:EventId\" %}"))
                        .retries(1, Duration.ofMinutes(1))
                        .onFailure(Destination.queue("failed.fifo"))
                        .build();
        try (LocalPipeline pipeline =
                LocalPipeline.builder()
                        .customBus(BUS)
                        .queue(LocalQueue.fifo("q.fifo"))
                        .queue(LocalQueue.fifo("failed.fifo"))
                        .subscriber(subscriber)
                        .start()) {
            publish(new CustomBusClient(pipeline.endpoints().all()));

            Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
            for (String body : QueueMessages.bodies(pipeline, "q.fifo", 997)) {
                JsonNode detail = Json.read(body).path("detail");
                byGroup.computeIfAbsent(detail.path("group").asText(), group -> new ArrayList<>())
                        .add(detail.path("n").asInt());
            }

            assertThat(byGroup).hasSize(20);
            byGroup.forEach(
                    (group, numbers) ->
                            assertThat(numbers)
                                    .as(group)
                                    .isEqualTo(
                                            IntStream.range(group.equals("g-7") ? 3 : 0, 50)
                                                    .boxed()
                                                    .toList()));
            assertThat(QueueMessages.bodies(pipeline, "failed.fifo", 3))
                    .allMatch(record -> record.contains("\"eventGroupId\":\"g-7\""));
        }
    }

    private static void publish(CustomBusClient client) throws Exception {
        ExecutorService publishers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int publisher = 0; publisher < 4; publisher++) {
                int first = publisher * 5;
                all.add(
                        publishers.submit(
                                () -> {
                                    for (int n = 0; n < 50; n++) {
                                        CustomBusClient.Answer answer =
                                                client.call("PutEvents", request(first, n));
                                        assertThat(answer.body())
                                                .startsWith("{\"FailedEntryCount\":0,");
                                    }
                                    return first;
                                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            publishers.shutdownNow();
        }
    }

    /** The event of this number of five groups. */
    private static ObjectNode request(int first, int n) {
        ObjectNode request = Json.object().put("EventBusArn", BUS.arn());
        ArrayNode entries = request.putArray("Entries");
        for (int group = first; group < first + 5; group++) {
            boolean bad = group == 7 && n < 3;
            entries.addObject()
                    .put("Source", "shop")
                    .put("DetailType", "Order")
                    .put(
                            "Detail",
                            "{\"group\":\"g-" + group + "\",\"n\":" + n + ",\"bad\":" + bad + "}")
                    .putObject("SystemMetadata")
                    .put("EventGroupId", "g-" + group);
        }
        return request;
    }
}
