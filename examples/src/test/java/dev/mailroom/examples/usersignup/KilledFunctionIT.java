package dev.mailroom.examples.usersignup;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_EFFECTS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_FUNCTION;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.SqsBatchHandler;
import dev.mailroom.dynamodb.DynamoDbIdempotencyGuard;
import dev.mailroom.dynamodb.DynamoDbSink;
import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.BusKind;
import dev.mailroom.examples.ExamplesPipeline;
import dev.mailroom.examples.Publisher;
import dev.mailroom.examples.Welcomes;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.Reason;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A real kill of the function's process in the middle of a batch. */
class KilledFunctionIT {

    private static final String MARKER = "MARKER_FILE";

    // The test waits for it: the lock of the killed one ends with its time, on the machine's clock.
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    /**
     * The example's function, whose mailer hangs in the middle of the first batch until the process
     * is killed.
     */
    public static final class HangingOnce extends SqsBatchHandler {

        public HangingOnce() {
            super(
                    UserSignupHandler.routes(
                            DynamoDbSink.builder(SIGNUPS, Signup.class).key("id").build(),
                            DynamoDbIdempotencyGuard.builder(SIGNUP_EFFECTS).build(),
                            HangingOnce::welcome));
        }

        private static void welcome(UserSignup user) {
            Path marker = Path.of(System.getenv(MARKER));
            if (user.userId().equals("u-2") && !Files.exists(marker)) {
                hang(marker);
            }
            new ConsoleMailer().welcome(user);
        }

        /** Also through the interrupt at the deadline: nothing but a kill ends it. */
        private static void hang(Path marker) {
            try {
                Files.createFile(marker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            while (true) {
                LockSupport.park();
                Thread.interrupted();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BusKind.class)
    void losesNothingAndDoublesNothing(BusKind kind, @TempDir Path temp) {
        Path marker = temp.resolve("hanging");
        Welcomes welcomes = new Welcomes();
        List<InvocationFailed> failed = new CopyOnWriteArrayList<>();
        Path testClasses = Path.of(System.getProperty("mailroom.function.testClasses"));
        LocalFunction hanging =
                ExamplesPipeline.function(SIGNUP_FUNCTION, HangingOnce.class.getName(), testClasses)
                        // One batch at a time, so that nothing else is killed in the middle.
                        .reservedConcurrency(1)
                        .timeout(TIMEOUT)
                        .environment(MARKER, marker.toString());
        LocalTemplate template =
                kind.template()
                        .parameter("FunctionTimeout", TIMEOUT.toSeconds() + "")
                        .parameter("VisibilityTimeout", TIMEOUT.toSeconds() + "")
                        .function(hanging);
        Consumer<PipelineStep> listener =
                step -> {
                    welcomes.accept(step);
                    if (step instanceof InvocationFailed failure) {
                        failed.add(failure);
                    }
                };
        try (LocalPipeline pipeline = ExamplesPipeline.of(template).listener(listener).start();
                AwsClients aws = AwsClients.of(pipeline.endpoints())) {
            Publisher publisher = kind.publisher(pipeline, aws);
            IntStream.range(0, 10)
                    .forEach(user -> publisher.put("my.webapp", "UserSignup", signup(user)));

            await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(marker));
            pipeline.killFunction(SIGNUP_FUNCTION);

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(
                            () ->
                                    assertThat(aws.messages(pipeline.queueUrl(SIGNUP_QUEUE)))
                                            .isZero());
            assertThat(failed)
                    .extracting(InvocationFailed::reason)
                    .containsExactly(Reason.PROCESS_DIED);
            List<String> users = IntStream.range(0, 10).mapToObj(user -> "u-" + user).toList();
            assertThat(aws.items(SIGNUPS))
                    .extracting(item -> item.get("id").s())
                    .containsExactlyInAnyOrderElementsOf(users);
            assertThat(welcomes.users()).containsExactlyInAnyOrderElementsOf(users);
            assertThat(aws.messages(pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE))).isZero();
        }
    }

    private static String signup(int user) {
        return "{\"user_id\": \"u-"
                + user
                + "\", \"email\": \"u"
                + user
                + "@example.com\", \"name\": \"User\"}";
    }
}
