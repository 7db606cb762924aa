package dev.mailroom.examples.usersignup;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.BusKind;
import dev.mailroom.examples.Publisher;
import dev.mailroom.examples.Welcomes;
import dev.mailroom.local.LocalPipeline;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The whole way: bus, queue, function on Lambda's own runtime client, DynamoDB. The function is the
 * same on either kind of bus.
 */
abstract class SignupSuite {

    private final LocalPipeline pipeline;
    private final AwsClients aws;
    private final Publisher publisher;
    private final Welcomes welcomes;

    SignupSuite(BusKind kind, LocalPipeline pipeline, AwsClients aws, Welcomes welcomes) {
        this.pipeline = pipeline;
        this.aws = aws;
        this.publisher = kind.publisher(pipeline, aws);
        this.welcomes = welcomes;
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

        pipeline.awaitIdle(Duration.ofMinutes(1));

        assertThat(pipeline.deadLetters(SIGNUP_DEAD_LETTER_QUEUE)).hasSize(3);
        List<String> users = IntStream.range(0, 97).mapToObj(user -> "u-" + user).toList();
        assertThat(aws.items(SIGNUPS))
                .extracting(item -> item.get("id").s())
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(welcomes.users()).containsExactlyInAnyOrderElementsOf(users);
    }

    private static String signup(int user) {
        return "{\"user_id\": \"u-"
                + user
                + "\", \"email\": \"u"
                + user
                + "@example.com\", \"name\": \"User\"}";
    }
}
