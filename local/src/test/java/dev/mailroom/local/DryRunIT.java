package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.LocalFunction;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages that a function of a template can handle, and messages that it cannot. */
class DryRunIT {

    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Dead: {Type: AWS::SQS::Queue}
              Orders:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
              Returns:
                Type: AWS::SQS::Queue
                Properties: {QueueName: returns.fifo, FifoQueue: true}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.mailroom.local.DryRunIT$Handler
                  Runtime: java21
                  Timeout: 60
                  CodeUri: target/function/
                  Environment:
                    Variables:
                      DEAD_LETTERS: !Ref Dead
                      AWS_ENDPOINT_URL_SQS: https://sqs.example.com
                  Events:
                    Orders:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Orders.Arn
                        FunctionResponseTypes: [ReportBatchItemFailures]
                        FilterCriteria: {Filters: [{Pattern: '{"body": [{"anything-but": "unwanted"}]}'}]}
                    Returns:
                      Type: SQS
                      Properties: {Queue: !GetAtt Returns.Arn}
              Report:
                Type: AWS::Serverless::Function
                Properties: {Handler: report.main, Runtime: python3.13, CodeUri: report}
            """;

    /** Does with each message what its body says. */
    public static final class Handler implements RequestHandler<SQSEvent, SQSBatchResponse> {

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            List<BatchItemFailure> failures = new ArrayList<>();
            for (SQSMessage message : event.getRecords()) {
                if (message.getBody().equals("reports-another")) {
                    failures.add(new BatchItemFailure("another"));
                } else if (!handle(message)) {
                    failures.add(new BatchItemFailure(message.getMessageId()));
                }
            }
            return new SQSBatchResponse(failures);
        }

        private static boolean handle(SQSMessage message) {
            String warning = "Retry: message " + message.getMessageId() + ", receive 1: ";
            switch (message.getBody()) {
                case "says-why" ->
                        System.out.println(
                                "12:00 WARN "
                                        + warning
                                        + "Oops: no lines (messageId: "
                                        + message.getMessageId()
                                        + ")");
                case "says-it-in-json" ->
                        System.out.println(
                                "{\"level\":\"WARN\",\"message\":\"" + warning + "no \\\"x\\\"\"}");
                case "throws" -> throw new IllegalStateException("thrown on purpose");
                case "ends" -> System.exit(7);
                case "quarantined" -> quarantine(message);
                case "tells" -> tell(message);
                default -> {}
            }
            return !message.getBody().startsWith("says");
        }

        private static void quarantine(SQSMessage message) {
            try (SqsClient sqs = SqsClient.create()) {
                sqs.sendMessage(
                        request ->
                                request.queueUrl(System.getenv("DEAD_LETTERS"))
                                        .messageBody(message.getBody())
                                        .messageAttributes(
                                                Map.of(
                                                        "mailroom.reason",
                                                        text("still wrong"),
                                                        "mailroom.messageId",
                                                        text(message.getMessageId()))));
            }
        }

        private static MessageAttributeValue text(String value) {
            return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
        }

        private static void tell(SQSMessage message) {
            System.out.println("from " + message.getEventSourceArn());
            System.out.println("attributes " + new TreeMap<>(message.getAttributes()));
            Map<String, String> own = new TreeMap<>();
            message.getMessageAttributes()
                    .forEach((name, value) -> own.put(name, value.getStringValue()));
            System.out.println("message attributes " + own);
            System.out.println("names from " + System.getProperty("jdk.net.hosts.file"));
            System.out.println("localhost is " + address("localhost"));
            System.out.println("another host is " + address("mail.example.com"));
            new TreeMap<>(System.getenv())
                    .forEach(
                            (name, value) -> {
                                if (name.startsWith("AWS_")) {
                                    System.out.println(name + "=" + value);
                                }
                            });
        }

        private static String address(String host) {
            try {
                return InetAddress.getByName(host).getHostAddress();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        }
    }

    @TempDir private Path project;
    private LocalTemplate template;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(project.resolve("template.yaml"), TEMPLATE);
        template = LocalPipeline.fromTemplate(file).classPath(TestSystem.classPath());
    }

    private static List<String> messages(String... bodies) {
        return Arrays.stream(bodies)
                .map(body -> "{\"MessageId\":\"m-%s\",\"Body\":\"%s\"}".formatted(body, body))
                .toList();
    }

    @Test
    void eachMessagePassesOrHasTheReasonThatTheFunctionGives() {
        List<DryRun.Result> results =
                DryRun.of(template, "Work")
                        .queue("Orders")
                        .run(
                                messages(
                                        "passes",
                                        "says-why",
                                        "says-it-in-json",
                                        "says-nothing",
                                        "throws",
                                        "reports-another",
                                        "quarantined",
                                        "unwanted",
                                        "ends",
                                        "passes-too"));

        assertThat(results)
                .extracting(DryRun.Result::fault)
                .map(fault -> fault == null ? "passes" : fault.replaceAll("process \\d+", "it"))
                .containsExactly(
                        "passes",
                        "Oops: no lines",
                        "no \"x\"",
                        "the function reported it, and its output does not say why",
                        "java.lang.IllegalStateException: thrown on purpose",
                        "batchItemFailures names another, which is not in the batch",
                        "quarantined: still wrong",
                        "the filters of the event source drop it",
                        "it ended with exit code 7",
                        "passes");
        assertThat(results.get(9)).isEqualTo(new DryRun.Result("m-passes-too", null));
    }

    @Test
    void theFunctionReachesNothingButItsPipeline() {
        List<String> output = new ArrayList<>();

        DryRun.of(template, "Work")
                .queue("returns.fifo")
                .output(output::add)
                .run(messages("tells"));

        assertThat(output)
                .contains(
                        "from arn:aws:sqs:us-east-1:000000000000:returns.fifo",
                        "attributes {MessageGroupId=m-tells}",
                        "localhost is 127.0.0.1",
                        "another host is unknown",
                        "AWS_ACCESS_KEY_ID=local",
                        "AWS_CONFIG_FILE=/dev/null",
                        "AWS_SHARED_CREDENTIALS_FILE=/dev/null",
                        "AWS_EC2_METADATA_DISABLED=true")
                .doesNotContain("names from null", "AWS_ENDPOINT_URL_SQS=https://sqs.example.com");
    }

    @Test
    void withTheNetworkItFindsOtherHostsButNoAccount() {
        List<String> output = new ArrayList<>();

        DryRun.of(template, "Work")
                .queue("Orders")
                .withNetwork()
                .output(output::add)
                .run(messages("tells"));

        assertThat(output)
                .contains("names from null", "AWS_ACCESS_KEY_ID=local", "AWS_CONFIG_FILE=/dev/null")
                .doesNotContain("AWS_ENDPOINT_URL_SQS=https://sqs.example.com");
    }

    @Test
    void aFunctionOfThisJvmCanBeTriedToo() {
        LocalTemplate inThisJvm =
                template.function(LocalFunction.inProcess("Work", endpoints -> new Handler()));

        assertThat(
                        DryRun.of(inThisJvm, "Work")
                                .queue("Orders")
                                .run(messages("passes", "says-nothing")))
                .extracting(DryRun.Result::passes)
                .containsExactly(true, false);
    }

    @Test
    void aWrongDescriptionSaysWhatIsWrong() {
        assertWrong(
                DryRun.of(template, "Missing"),
                "Function 'Missing' of the template reads no queue.");
        assertWrong(
                DryRun.of(template, "Work").queue("Dead"),
                "Function 'Work' of the template reads no queue 'Dead'.");
        assertWrong(
                DryRun.of(template, "Work"),
                "Function 'Work' of the template reads the queues [Orders, returns.fifo]: choose one.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DryRun.of(template, "Work").run(List.of("{}")))
                .withMessage("A message has no MessageId.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DryRun.of(template, "Work").run(List.of("{")))
                .withMessageStartingWith("A message is not JSON: ");
    }

    @Test
    void withoutMessagesOnlyTheDescriptionIsChecked() {
        assertThat(DryRun.of(template, "Work").queue("Orders").run(List.of())).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                DryRun.of(template.classPath(List.of(Path.of("none"))), "Work")
                                        .queue("Orders")
                                        .run(List.of()))
                .withMessage("Function 'Work': classPath: none does not exist.");
    }

    @Test
    void tablesOfSomeoneElseAreLeftAlone() {
        System.setProperty(DynamoDbServer.ENDPOINT, "http://127.0.0.1:9");
        try {
            assertWrong(
                    DryRun.of(template, "Work").queue("Orders"),
                    "A dry run needs empty tables: do not set mailroom.dynamodb.endpoint.");
        } finally {
            System.clearProperty(DynamoDbServer.ENDPOINT);
        }
    }

    private static void assertWrong(DryRun dryRun, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dryRun.run(messages("passes")))
                .withMessage(message);
    }
}
