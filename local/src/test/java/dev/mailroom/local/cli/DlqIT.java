package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.MovedClock;
import dev.mailroom.local.SqsClients;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dead letters of all kinds in one queue: told apart, and sent back. */
class DlqIT {

    /** 500; 10,000 in the nightly run. */
    private static final int MESSAGES =
            Math.min(10_000, Integer.getInteger("mailroom.test.rounds"));

    private static final int CLASSES = 5;

    /** Longer than any reading takes; the clock is moved to the end of what was killed. */
    private static final Duration HOLD = Duration.ofHours(1);

    private final MovedClock clock = new MovedClock();
    private LocalPipeline pipeline;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.standard("dead"))
                        .queue(LocalQueue.standard("orders"))
                        .queue(LocalQueue.fifo("dead.fifo"))
                        .queue(LocalQueue.fifo("orders.fifo"))
                        .clock(clock)
                        .start();
        sqs = SqsClients.of(pipeline);
    }

    @AfterEach
    void stop() {
        sqs.close();
        pipeline.close();
    }

    private static CommandRun dlq(LocalPipeline pipeline, String command, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "dlq",
                                command,
                                "--endpoint",
                                pipeline.endpoints().sqs().toString(),
                                "--hold",
                                HOLD.toSeconds() + ""));
        args.addAll(List.of(more));
        return new CommandRun(args.toArray(String[]::new));
    }

    private void fill(int messages) {
        String url = pipeline.queueUrl("dead");
        for (int start = 0; start < messages; start += 10) {
            List<SendMessageBatchRequestEntry> entries =
                    IntStream.range(start, Math.min(messages, start + 10))
                            .mapToObj(DlqIT::letter)
                            .toList();
            assertThat(
                            sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                                    .failed())
                    .isEmpty();
        }
    }

    /** Message number i is of class i modulo 5. */
    private static SendMessageBatchRequestEntry letter(int i) {
        String event = event(i, "my.webapp", "UserSignup");
        return switch (i % CLASSES) {
            case 0 ->
                    entry(
                            i,
                            "{\"event\":" + event + "}",
                            Map.of(
                                    "tenant", "blue",
                                    "mailroom.reason", "no lines",
                                    "mailroom.exception", "dev.mailroom.PoisonMessageException",
                                    "mailroom.messageId", "m-" + i));
            case 1 ->
                    entry(
                            i,
                            "not JSON",
                            Map.of(
                                    "mailroom.quarantine",
                                    "exception=dev.mailroom.PoisonMessageException\nsource=my.webapp\nreason=no lines"));
            case 2 ->
                    entry(
                            i,
                            event,
                            Map.of(
                                    "RULE_ARN", "arn:aws:events:us-east-1:000000000000:rule/r",
                                    "TARGET_ARN", "arn:aws:sqs:us-east-1:000000000000:orders",
                                    "ERROR_CODE", "NO_PERMISSIONS"));
            case 3 -> entry(i, event(i, "shop", "Ordered"), Map.of());
            default ->
                    entry(
                            i,
                            "{\"version\":\"1.0\",\"failedMessages\":[{\"eventId\":\"e\"}]}",
                            Map.of("SUBSCRIBER_ARN", "arn:s", "ERROR_CODE", "ACCESS_DENIED"));
        };
    }

    private static String event(int i, String source, String detailType) {
        return String.format(
                "{\"id\":\"e-%d\",\"source\":\"%s\",\"detail-type\":\"%s\",\"detail\":{\"n\":%d}}",
                i, source, detailType, i);
    }

    private static SendMessageBatchRequestEntry entry(
            int i, String body, Map<String, String> attributes) {
        return SendMessageBatchRequestEntry.builder()
                .id("m" + i)
                .messageBody(body)
                .messageAttributes(
                        attributes.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                attribute -> text(attribute.getValue()))))
                .build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    private Map<String, Integer> report() throws IOException {
        CommandRun run = dlq(pipeline, "report", "--queue", "dead", "--json");
        assertThat(run.err()).isEmpty();
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode line : Json.read(run.out()).path("classes")) {
            String name =
                    String.join(
                            " / ",
                            line.path("kind").asText(),
                            line.path("reason").asText(),
                            line.path("source").asText(),
                            line.path("detailType").asText());
            counts.put(name, line.path("count").asInt());
        }
        return counts;
    }

    private static Map<String, Integer> expected(int each) {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("bus / ACCESS_DENIED / null / null", each);
        counts.put("quarantine / no lines / my.webapp / UserSignup", each);
        counts.put("quarantine / no lines / my.webapp / null", each);
        counts.put("redrive-policy / received too often / shop / Ordered", each);
        counts.put("rule / NO_PERMISSIONS / my.webapp / UserSignup", each);
        return counts;
    }

    @Test
    void aRedriveThatIsKilledTwiceLosesNothingAndTouchesOnlyWhatWasChosen() throws Exception {
        int each = MESSAGES / CLASSES;
        fill(MESSAGES);
        assertThat(report()).isEqualTo(expected(each));
        assertThat(report()).as("the report leaves everything there").isEqualTo(expected(each));
        String[] chosen = {
            "--queue", "dead",
            "--to", "orders",
            "--kind", "quarantine",
            "--reason", "no lines",
            "--detail-type", "UserSignup"
        };

        killWhenSent(each / 10, each, chosen);
        killWhenSent(each / 5, each, chosen);
        CommandRun last = dlq(pipeline, "redrive", with(chosen, "--rate", "1000000"));

        assertThat(last.err()).isEmpty();
        assertThat(last.exitCode()).isZero();
        Map<String, Integer> left = expected(each);
        left.remove("quarantine / no lines / my.webapp / UserSignup");
        assertThat(report()).isEqualTo(left);
        List<Message> arrived = drain("orders");
        Set<String> effects = new HashSet<>(); // as a sink has them: one for each event
        for (Message message : arrived) {
            effects.add(Json.read(message.body()).path("event").path("id").asText());
            assertThat(message.messageAttributes()).containsOnlyKeys("tenant");
        }
        assertThat(effects)
                .isEqualTo(
                        IntStream.range(0, each)
                                .mapToObj(i -> "e-" + i * CLASSES)
                                .collect(Collectors.toSet()));
        assertThat(arrived).as("one more for each kill, at most").hasSizeBetween(each, each + 2);
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** A redrive of its own process, which would take 20 seconds for all. */
    private void killWhenSent(int sent, int all, String[] chosen) throws Exception {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "dlq",
                                "redrive",
                                "--endpoint",
                                pipeline.endpoints().sqs().toString(),
                                "--hold",
                                HOLD.toSeconds() + "",
                                "--rate",
                                Math.max(1, all / 20) + ""));
        args.addAll(Arrays.asList(chosen));
        Process process = process(System.getProperty("java.class.path"), args);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> count("orders") >= sent || !process.isAlive());
            assertThat(process.isAlive()).as("still running when it is killed").isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        clock.move(HOLD);
    }

    private static Process process(String classPath, List<String> args) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath,
                                Main.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private int count(String queue) {
        String url = pipeline.queueUrl(queue);
        QueueAttributeName name = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return Integer.parseInt(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
                        .attributes()
                        .get(name));
    }

    private List<Message> drain(String queue) {
        String url = pipeline.queueUrl(queue);
        List<Message> all = new ArrayList<>();
        while (true) {
            List<Message> some =
                    sqs.receiveMessage(
                                    request ->
                                            request.queueUrl(url)
                                                    .maxNumberOfMessages(10)
                                                    .messageAttributeNames("All"))
                            .messages();
            if (some.isEmpty()) {
                return all;
            }
            all.addAll(some);
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            some.forEach(
                    message ->
                            entries.add(
                                    DeleteMessageBatchRequestEntry.builder()
                                            .id("m" + entries.size())
                                            .receiptHandle(message.receiptHandle())
                                            .build()));
            sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    @Test
    void messageGroupsComeBackInTheirOrder() {
        String dead = pipeline.queueUrl("dead.fifo");
        for (int i = 0; i < 30; i++) {
            String body = i + "";
            String group = i % 2 == 0 ? "even" : "odd";
            sqs.sendMessage(
                    request ->
                            request.queueUrl(dead)
                                    .messageBody(body)
                                    .messageGroupId(group)
                                    .messageDeduplicationId("d-" + body));
        }

        CommandRun run =
                dlq(
                        pipeline,
                        "redrive",
                        "--queue",
                        "dead.fifo",
                        "--to",
                        "orders.fifo",
                        "--all",
                        "--rate",
                        "1000");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("30 messages sent to orders.fifo, 0 left");
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (Message message : drain("orders.fifo")) {
            int number = Integer.parseInt(message.body());
            groups.computeIfAbsent(number % 2, group -> new ArrayList<>()).add(number);
        }
        assertThat(groups.get(0)).hasSize(15).isSorted();
        assertThat(groups.get(1)).hasSize(15).isSorted();
    }

    @Test
    void whatOnlyNamesEventsIsNotSentAnywhere() throws IOException {
        fill(CLASSES);

        CommandRun run =
                dlq(pipeline, "redrive", "--queue", "dead", "--to", "orders", "--kind", "bus");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "0 messages sent to orders, 4 left",
                        "1 of those that were chosen only name events: replay these on their bus,"
                                + " by a filter on aws:EventId");
        assertThat(report()).isEqualTo(expected(1));
        assertThat(count("orders")).isZero();
    }

    @Test
    void aMessageIsShownLayerByLayer() {
        fill(1);

        CommandRun run = dlq(pipeline, "show", "--queue", "dead");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().skip(1).toList())
                .contains("quarantine: no lines", "  tenant = blue")
                .containsSubsequence(
                        "1. wrapper, \"event\"", "2. EventBridge event", "     \"id\" : \"e-0\",");
        assertThat(count("dead")).isEqualTo(1);
    }

    @Test
    void wrongUseAndAMissingQueueSayWhatIsWrong() {
        assertThat(dlq(pipeline, "redrive", "--queue", "dead", "--to", "orders").err())
                .startsWith("Choose messages, or say --all, and not both.");
        for (String hold : List.of("0", "43201")) {
            CommandRun wrong = new CommandRun("dlq", "report", "--queue", "dead", "--hold", hold);
            assertThat(wrong.err()).startsWith("--hold must be 1 to 43200.");
            assertThat(wrong.exitCode()).isEqualTo(2);
        }
        CommandRun missing = dlq(pipeline, "report", "--queue", "no-such-queue");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("queue").doesNotContain("\tat ");
    }

    @Test
    void withoutTheSdkTheCommandSaysWhatItNeeds() throws Exception {
        String withoutSdk =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("awssdk"))
                        .collect(Collectors.joining(File.pathSeparator));

        Process process =
                process(
                        withoutSdk,
                        List.of(
                                "dlq",
                                "report",
                                "--queue",
                                "dead",
                                "--endpoint",
                                "http://127.0.0.1:9"));

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo(
                        "dlq needs software.amazon.awssdk:sqs on the class path: add it as a"
                                + " dependency");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
