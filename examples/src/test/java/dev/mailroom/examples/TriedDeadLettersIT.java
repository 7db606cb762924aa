package dev.mailroom.examples;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_EFFECTS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_FUNCTION;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.PoisonMessageException;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventRouter;
import dev.mailroom.eventbridge.EventType;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.cli.Main;
import dev.mailroom.local.model.DeadLetter;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.sqs.Quarantine;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The dead letters of a handler with bugs, tried with the handler that has none. */
class TriedDeadLettersIT {

    /** What the handler with bugs reads of a signup. */
    record Named(String name) {}

    private static final EventType<Named> SIGNUP =
            EventType.of("my.webapp", "UserSignup", Named.class);

    private static final Duration SOON = Duration.ofMinutes(1);

    private final MovedClock clock = new MovedClock();
    private LocalPipeline pipeline;
    private AwsClients aws;
    private SqsClient ofHandler;

    @BeforeEach
    void start() {
        pipeline =
                ExamplesPipeline.of(
                                ExamplesPipeline.template()
                                        .function(
                                                LocalFunction.inProcess(
                                                        SIGNUP_FUNCTION, this::withBugs)))
                        .clock(clock)
                        .start();
        aws = AwsClients.of(pipeline.endpoints());
    }

    @AfterEach
    void stop() {
        aws.close();
        ofHandler.close();
        pipeline.close();
    }

    /** Takes hyphens for poison, and fails at every other name. */
    private SqsBatchHandler withBugs(LocalEndpoints endpoints) {
        ofHandler = AwsClients.of(endpoints).sqs();
        EventRouter router =
                EventRouter.builder()
                        .on(
                                SIGNUP,
                                event -> {
                                    if (event.detail().name().contains("-")) {
                                        throw new PoisonMessageException("names have no hyphen");
                                    }
                                    throw new IllegalStateException("not written yet");
                                })
                        .build();
        String url =
                ofHandler
                        .getQueueUrl(request -> request.queueName(SIGNUP_DEAD_LETTER_QUEUE))
                        .queueUrl();
        return SqsBatchHandler.builder(router).onPoison(Quarantine.to(url, ofHandler)).build();
    }

    private void signUp(String detail) {
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", detail);
    }

    private void undeliverable(String detail) {
        aws.sqs()
                .sendMessage(
                        request ->
                                request.queueUrl(pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE))
                                        .messageBody(
                                                "{\"id\":\"e-1\",\"source\":\"my.webapp\","
                                                        + "\"detail-type\":\"UserSignup\","
                                                        + "\"time\":\"2026-11-26T08:00:00Z\","
                                                        + "\"detail\":"
                                                        + detail
                                                        + "}")
                                        .messageAttributes(
                                                Map.of(
                                                        "RULE_ARN", text("arn:aws:events:rule"),
                                                        "ERROR_CODE", text("NO_PERMISSIONS"))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
    }

    @Test
    void theMendedHandlerPassesWhatItCanHandleAndNothingElseChanges() {
        aws.dynamoDb()
                .putItem(
                        request ->
                                request.tableName(SIGNUPS)
                                        .item(Map.of("id", AttributeValue.fromS("u-0"))));
        signUp("{\"user_id\":\"u-1\",\"email\":\"a@example.com\",\"name\":\"Anne-Marie\"}");
        signUp("{\"user_id\":\"u-2\",\"name\":\"Jean-Luc\"}");
        signUp("{\"user_id\":\"u-3\",\"email\":\"c@example.com\",\"name\":\"Cleo\"}");
        undeliverable("{\"user_id\":\"u-4\",\"email\":\"d@example.com\",\"name\":\"Dora\"}");
        await().atMost(SOON).until(() -> deadLetters() == 3);
        await().atMost(SOON)
                .until(
                        () -> {
                            // The one that is left is reported, and comes again.
                            clock.endVisibilityTimeout();
                            return deadLetters() == 4;
                        });
        List<DeadLetter> letters = pipeline.deadLetters(SIGNUP_DEAD_LETTER_QUEUE);
        List<Map<String, AttributeValue>> signups = aws.items(SIGNUPS);

        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = tried(out, err);

        assertThat(out.toString().lines().map(line -> line.replaceFirst(" \\(line 1.*", "")))
                .containsExactly(
                        "3 messages pass, 1 fail",
                        "     1 pass, 1 fail  quarantine: names have no hyphen",
                        "        my.webapp, UserSignup",
                        "        1 x \"detail\" does not bind to"
                                + " dev.mailroom.examples.usersignup.UserSignup:"
                                + " detail.email is missing or null",
                        "     1 pass, 0 fail  redrive-policy: received too often",
                        "        my.webapp, UserSignup",
                        "     1 pass, 0 fail  rule: NO_PERMISSIONS",
                        "        my.webapp, UserSignup");
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("user u-1", "user u-3", "user u-4");
        assertThat(pipeline.deadLetters(SIGNUP_DEAD_LETTER_QUEUE)).isEqualTo(letters);
        assertThat(aws.messages(pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE))).isEqualTo(4);
        assertThat(aws.items(SIGNUPS)).isEqualTo(signups);
        assertThat(aws.items(SIGNUP_EFFECTS)).isEmpty();
    }

    private int deadLetters() {
        return pipeline.deadLetters(SIGNUP_DEAD_LETTER_QUEUE).size();
    }

    private int tried(StringWriter out, StringWriter err) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "dlq",
                                "try",
                                "--endpoint",
                                pipeline.endpoint().toString(),
                                "--queue",
                                SIGNUP_DEAD_LETTER_QUEUE,
                                "--template",
                                ExamplesPipeline.templateFile().toString(),
                                "--function",
                                SIGNUP_FUNCTION,
                                "--parameter",
                                "FunctionTimeout=60",
                                "--parameter",
                                "VisibilityTimeout=360",
                                "--output"));
        args.add("--classpath");
        args.add(
                ExamplesPipeline.functionClassPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        return Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.toArray(String[]::new));
    }
}
