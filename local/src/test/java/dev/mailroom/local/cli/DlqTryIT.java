package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.SqsClients;
import dev.mailroom.local.TestSystem;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalQueue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Dead letters of a FIFO queue that are tried with the handler of {@code DryRunIT}. */
class DlqTryIT {

    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Orders:
                Type: AWS::SQS::Queue
                Properties: {QueueName: orders.fifo, FifoQueue: true}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.mailroom.local.DryRunIT$Handler
                  Runtime: java21
                  Timeout: 60
                  CodeUri: target/function/
                  Events:
                    Orders:
                      Type: SQS
                      Properties: {Queue: !GetAtt Orders.Arn}
            """;

    @TempDir private Path project;
    private LocalPipeline pipeline;
    private SqsClient sqs;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(project.resolve("template.yaml"), TEMPLATE);
        pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.fifo("dead.fifo"))
                        .queue(LocalQueue.standard("dead"))
                        .start();
        sqs = SqsClients.of(pipeline);
    }

    @AfterEach
    void stop() {
        sqs.close();
        pipeline.close();
    }

    private void send(String queue, String body, Map<String, String> attributes) {
        SendMessageRequest.Builder message =
                SendMessageRequest.builder()
                        .queueUrl(pipeline.queueUrl(queue))
                        .messageBody(body)
                        .messageAttributes(
                                attributes.entrySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey,
                                                        one -> text(one.getValue()))));
        if (queue.endsWith(".fifo")) {
            message.messageGroupId("user-1").messageDeduplicationId(body);
        }
        sqs.sendMessage(message.build());
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    private CommandRun tried(String queue, String... more) {
        return new CommandRun(args(queue, more));
    }

    private String[] args(String queue, String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "dlq",
                                "try",
                                "--endpoint",
                                pipeline.endpoints().sqs().toString(),
                                "--queue",
                                queue,
                                "--template",
                                project.toString(),
                                "--function",
                                "Work",
                                "--classpath",
                                TestSystem.classPath().stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(":"))));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void aMessageThatFailsDoesNotHoldBackItsGroup() {
        send("dead.fifo", "passes", Map.of());
        send("dead.fifo", "says-why", Map.of());
        send("dead.fifo", "passes-too", Map.of());
        var before = pipeline.deadLetters("dead.fifo");

        CommandRun run = tried("dead.fifo");

        assertThat(run.err().lines())
                .containsExactly(
                        "Trying 3 messages with Work on this machine:",
                        "- Its tables are empty, and all of AWS's services are local; it has no"
                                + " credentials.",
                        "- It finds no other host: requests to one fail with UnknownHostException.",
                        "- Not prevented: files, IP addresses in its code or its variables,"
                                + " processes that it starts, and native code.");
        assertThat(run.out().lines())
                .containsExactly(
                        "2 messages pass, 1 fail",
                        "     2 pass, 1 fail  redrive-policy: received too often",
                        "        1 x Oops: no lines");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(pipeline.deadLetters("dead.fifo")).isEqualTo(before);
    }

    @Test
    void whileMessagesAreTriedOthersCanReceiveThem() {
        send("dead", "passes", Map.of());
        send("dead", "says-why", Map.of());
        List<String> visible = new ArrayList<>();
        StringWriter out = new StringWriter();
        StringWriter err =
                new StringWriter() {
                    @Override
                    public void write(String text, int start, int length) {
                        super.write(text, start, length);
                        visible.add(visible("dead"));
                    }
                };

        int exitCode =
                Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args("dead"));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith("Trying 2 messages");
        assertThat(visible).isNotEmpty().containsOnly("2");
        assertThat(visible("dead")).as("afterwards").isEqualTo("2");
    }

    private String visible(String queue) {
        QueueAttributeName visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return sqs.getQueueAttributes(
                        request ->
                                request.queueUrl(pipeline.queueUrl(queue)).attributeNames(visible))
                .attributes()
                .get(visible);
    }

    @Test
    void theFunctionGetsTheMessageThatARedriveWouldSend() throws IOException {
        send(
                "dead",
                "tells",
                Map.of("RULE_ARN", "arn:r", "ERROR_CODE", "NO_PERMISSIONS", "tenant", "blue"));

        CommandRun run =
                tried("dead", "--output", "--json", "--env", "AWS_PROFILE=own", "--network");

        assertThat(run.err().lines())
                .contains(
                        "- What it does on other hosts REALLY HAPPENS, because of --network.",
                        "message attributes {tenant=blue}",
                        "AWS_PROFILE=own",
                        "names from null");
        assertThat(run.err()).contains("ApproximateReceiveCount=1,").contains("MessageGroupId=");
        JsonNode json = Json.read(run.out());
        assertThat(json.path("passing").asInt()).isEqualTo(1);
        JsonNode message = json.path("messages").path(0);
        assertThat(message.path("kind").asText()).isEqualTo("rule");
        assertThat(message.path("reason").asText()).isEqualTo("NO_PERMISSIONS");
        assertThat(message.path("passes").asBoolean()).isTrue();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatIsNotChosenOrOnlyNamesEventsIsNotTried() {
        send("dead", "throws", Map.of());
        send("dead", "{}", Map.of("SUBSCRIBER_ARN", "arn:s", "ERROR_CODE", "ACCESS_DENIED"));

        CommandRun run = tried("dead", "--kind", "bus");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "0 messages pass, 0 fail", "1 more only name events, and were not tried");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFunctionThatIsNotThereIsWrong() {
        send("dead", "passes", Map.of());

        CommandRun run = tried("dead", "--to", "returns");

        assertThat(run.err())
                .as("before anything is read")
                .isEqualTo("Function 'Work' of the template reads no queue 'returns'.");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
