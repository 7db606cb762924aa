package dev.mailroom.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.CustomBusPublisher;
import dev.mailroom.examples.Publisher;
import dev.mailroom.examples.soak.FaultyDynamoDb.Fault;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Nothing is lost and nothing is done twice, whatever dies: many events through the full pipeline,
 * while the function's processes are killed in the middle of a write, DynamoDB throttles, fails and
 * loses answers, events come twice, some are poison, and some handlers are still at work at their
 * deadline or beyond it. Half of the events come by a Classic bus, half by a Custom Event Bus.
 *
 * <p>Each order adds one to an item of its own. An order that is lost has no item, one that is done
 * twice has a two: so this would see a message that is deleted too early, a failure that is not
 * reported, a marker that is written apart from its effect, a key that a duplicate does not share,
 * a good message in the dead-letter queue, and poison that is not there.
 *
 * <p>{@code -Dmailroom.soak.events} sets how many, {@code -Dmailroom.soak.seed} repeats the events
 * and faults of an earlier run; what meets what is up to the threads.
 */
class SoakIT {

    private static final String QUEUE = "soak-queue";
    private static final String DEAD_LETTER_QUEUE = "soak-dlq";
    private static final String FUNCTION = "soak";
    private static final String ORDERS = "{\"source\":[\"soak\"]}";
    private static final CustomBus BUS = CustomBus.of("soak");
    private static final int MOST_WAITING = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Pattern NUMBER = Pattern.compile("\"number\":\"(poison-\\d+)\"");

    private final int count = Integer.getInteger("mailroom.soak.events", 1_000);
    private final long seed = Long.getLong("mailroom.soak.seed", System.nanoTime());
    private final SoakEvents events = new SoakEvents(count, seed);
    private final int kills = 3 + count / 2_000;
    private final Map<Reason, Integer> failures = new ConcurrentSkipListMap<>();

    @Test
    void everyEventIsStoredOnceAndAllPoisonIsInQuarantine() throws IOException {
        say(
                "%d events, %d of them poison, and %d duplicates; seed %d"
                        .formatted(count, events.poison().size(), events.duplicates(), seed));
        try (FaultyDynamoDb dynamoDb = new FaultyDynamoDb(seed);
                LocalPipeline pipeline = pipeline(dynamoDb.endpoint()).start();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            dynamoDb.killAt(kills, count * 6 / 10);
            dynamoDb.connect(
                    pipeline.endpoints().dynamoDb(), () -> pipeline.killFunction(FUNCTION));

            putAll(aws, publisher(pipeline), pipeline.queueUrl(QUEUE));
            awaitAtMost(0, aws, pipeline.queueUrl(QUEUE));

            Map<String, String> effects = effects(aws);
            Map<String, String> quarantine = quarantine(aws, pipeline);
            say(
                    "stored %d, quarantined %d, faults %s, failed invocations %s"
                            .formatted(
                                    effects.size(), quarantine.size(), dynamoDb.made(), failures));
            assertThat(missing(events.orders(), effects)).as("lost orders").isEmpty();
            assertThat(effects).hasSameSizeAs(events.orders());
            assertThat(effects.entrySet())
                    .as("orders with more or less than one effect")
                    .filteredOn(effect -> !effect.getValue().equals("1"))
                    .isEmpty();
            assertThat(quarantine.keySet()).isEqualTo(events.poison());
            assertThat(quarantine.values()).allMatch(reason -> reason.contains("number"));
            assertThat(aws.messages(pipeline.queueUrl(DEAD_LETTER_QUEUE))).isZero();
            assertThat(dynamoDb.made())
                    .containsOnlyKeys(Fault.values())
                    .containsEntry(Fault.KILLED, kills);
            assertThat(failures).containsKey(Reason.PROCESS_DIED);
        }
    }

    private static Set<String> missing(Set<String> orders, Map<String, String> effects) {
        Set<String> missing = new TreeSet<>(orders);
        missing.removeAll(effects.keySet());
        return missing;
    }

    private LocalPipelineBuilder pipeline(String dynamoDb) {
        LocalPipelineBuilder builder = LocalPipeline.builder().listener(this::count);
        builder.table(LocalTable.of(SoakHandler.MARKERS)).table(LocalTable.of(SoakHandler.EFFECTS));
        // A delivery that ends in a kill is not the message's fault: only poison may be set aside.
        builder.queue(LocalQueue.standard(DEAD_LETTER_QUEUE))
                .queue(
                        LocalQueue.standard(QUEUE)
                                .visibilityTimeout(Duration.ofSeconds(6))
                                .deadLetterQueue(DEAD_LETTER_QUEUE, 100));
        builder.rule(LocalRule.matching("orders", ORDERS).toQueue(QUEUE));
        builder.customBus(BUS)
                .subscriber(
                        Subscriber.builder("orders", BUS.name(), Destination.queue(QUEUE))
                                .filter(Scope.DATA, ORDERS)
                                .build());
        builder.function(function(dynamoDb))
                .eventSource(LocalEventSource.of(QUEUE, FUNCTION).reportBatchItemFailures(true));
        return builder;
    }

    private static LocalFunction function(String dynamoDb) {
        List<Path> classPath =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return LocalFunction.process(FUNCTION, SoakHandler.class.getName())
                .classPath(classPath)
                .timeout(Duration.ofSeconds(5))
                .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb)
                .environment(
                        SoakHandler.DEAD_LETTER_QUEUE_URL,
                        "https://sqs.us-east-1.amazonaws.com/000000000000/" + DEAD_LETTER_QUEUE)
                .jvmOption("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    }

    private void count(PipelineStep step) {
        if (step instanceof InvocationFailed failed) {
            failures.merge(failed.reason(), 1, Integer::sum);
        }
    }

    private static Publisher publisher(LocalPipeline pipeline) {
        return new CustomBusPublisher(pipeline, BUS.name(), "number");
    }

    /**
     * On both kinds of bus by turns. No faster than they are handled, for the queue is in memory.
     */
    private void putAll(AwsClients aws, Publisher customBus, String queueUrl) {
        int put = 0;
        boolean classic = false;
        for (List<PutEventsRequestEntry> request : events.requests()) {
            classic = !classic;
            Publisher publisher = classic ? aws::put : customBus;
            publisher.put(request);
            put += request.size();
            if (put % 1_000 == 0) {
                awaitAtMost(MOST_WAITING, aws, queueUrl);
                say(
                        "%d events put, %d messages in the queue"
                                .formatted(put, aws.messages(queueUrl)));
            }
        }
    }

    private static void awaitAtMost(int messages, AwsClients aws, String queueUrl) {
        await("at most " + messages + " messages in the queue")
                .atMost(PATIENCE)
                .until(() -> aws.messages(queueUrl) <= messages);
    }

    private static Map<String, String> effects(AwsClients aws) {
        Map<String, String> effects = new TreeMap<>();
        for (Map<String, AttributeValue> item : aws.items(SoakHandler.EFFECTS)) {
            effects.put(item.get("id").s(), item.get("effects").n());
        }
        return effects;
    }

    /**
     * The reason of each quarantined message; one that lost its confirmation may be there twice.
     */
    private static Map<String, String> quarantine(AwsClients aws, LocalPipeline pipeline) {
        Map<String, String> reasons = new TreeMap<>();
        for (Message message : aws.drain(pipeline.queueUrl(DEAD_LETTER_QUEUE))) {
            Matcher number = NUMBER.matcher(message.body());
            String name = number.find() ? number.group(1) : "not poison: " + message.body();
            MessageAttributeValue reason = message.messageAttributes().get("mailroom.reason");
            reasons.put(name, reason == null ? "none" : reason.stringValue());
        }
        return reasons;
    }

    private static void say(String line) {
        System.out.println("soak: " + line);
    }
}
