package dev.mailroom.examples.usersignup;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_FUNCTION;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.BusKind;
import dev.mailroom.examples.MovedClock;
import dev.mailroom.examples.Publisher;
import dev.mailroom.examples.Welcomes;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.model.LocalInvocation;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The whole way: bus, queue, function on Lambda's own runtime client, DynamoDB. The function is the
 * same on either kind of bus.
 */
abstract class SignupSuite {

    private static final int POISON = 3;
    // Of the template.
    private static final int MAX_RECEIVES = 3;

    private final LocalPipeline pipeline;
    private final AwsClients aws;
    private final Publisher publisher;
    private final Welcomes welcomes;
    private final MovedClock clock;

    SignupSuite(
            BusKind kind,
            LocalPipeline pipeline,
            AwsClients aws,
            Welcomes welcomes,
            MovedClock clock) {
        this.pipeline = pipeline;
        this.aws = aws;
        this.publisher = kind.publisher(pipeline, aws);
        this.welcomes = welcomes;
        this.clock = clock;
    }

    @Test
    void storesAndWelcomesEveryUserOnceAndSetsPoisonAside() {
        IntStream.range(0, 97)
                .forEach(user -> publisher.put("my.webapp", "UserSignup", signup(user)));
        IntStream.range(0, 10)
                .forEach(user -> publisher.put("my.webapp", "UserSignup", signup(user)));
        publisher.put("my.webapp", "UserSignup", "{\"user_id\": \"u-97\"}");
        publisher.put(
                "my.webapp",
                "UserSignup",
                "{\"user_id\": \"u-98\", \"email\": [], \"name\": \"\"}");
        publisher.put("my.webapp", "UserSignup", "{}");

        for (int receives = 0; receives < MAX_RECEIVES; receives++) {
            awaitHandled(97 + 10 + POISON * (receives + 1));
            clock.endVisibilityTimeout();
        }
        pipeline.awaitIdle(Duration.ofMinutes(1));

        assertThat(pipeline.deadLetters(SIGNUP_DEAD_LETTER_QUEUE)).hasSize(POISON);
        List<String> users = IntStream.range(0, 97).mapToObj(user -> "u-" + user).toList();
        assertThat(aws.items(SIGNUPS))
                .extracting(item -> item.get("id").s())
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(welcomes.users()).containsExactlyInAnyOrderElementsOf(users);
    }

    /** Waits until so many messages were handled, and only poison is left in the queue. */
    private void awaitHandled(int messages) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> {
                            assertThat(pipeline.invocations(SIGNUP_FUNCTION))
                                    .flatExtracting(LocalInvocation::messageIds)
                                    .hasSize(messages);
                            assertThat(aws.messages(pipeline.queueUrl(SIGNUP_QUEUE)))
                                    .isEqualTo(POISON);
                        });
    }

    private static String signup(int user) {
        return "{\"user_id\": \"u-"
                + user
                + "\", \"email\": \"u"
                + user
                + "@example.com\", \"name\": \"User\"}";
    }
}
