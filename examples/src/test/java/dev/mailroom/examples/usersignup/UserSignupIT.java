package dev.mailroom.examples.usersignup;

import static dev.mailroom.examples.ExamplesPipeline.SIGNUPS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_BUS;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_DEAD_LETTER_QUEUE;
import static dev.mailroom.examples.ExamplesPipeline.SIGNUP_QUEUE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.examples.AwsClients;
import dev.mailroom.examples.ExamplesPipeline;
import dev.mailroom.examples.Welcomes;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.junit.LocalAwsExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The whole way: EventBridge, queue, function on Lambda's own runtime client, DynamoDB. */
class UserSignupIT {

    private static final Welcomes WELCOMES = new Welcomes();

    @RegisterExtension
    static final LocalAwsExtension AWS =
            LocalAwsExtension.of(
                    ExamplesPipeline.of(ExamplesPipeline.template()).listener(WELCOMES));

    private final LocalPipeline pipeline;
    private final AwsClients aws;

    UserSignupIT(
            LocalPipeline pipeline,
            EventBridgeClient eventBridge,
            SqsClient sqs,
            DynamoDbClient dynamoDb) {
        this.pipeline = pipeline;
        this.aws = new AwsClients(eventBridge, sqs, dynamoDb);
    }

    @Test
    void storesAndWelcomesEveryUserOnceAndSetsPoisonAside() {
        IntStream.range(0, 97)
                .forEach(user -> aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", signup(user)));
        IntStream.range(0, 10)
                .forEach(user -> aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", signup(user)));
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", "{\"user_id\": \"u-97\"}");
        aws.put(
                SIGNUP_BUS,
                "my.webapp",
                "UserSignup",
                "{\"user_id\": \"u-98\", \"email\": [], \"name\": \"\"}");
        aws.put(SIGNUP_BUS, "my.webapp", "UserSignup", "{}");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> {
                            assertThat(aws.messages(pipeline.queueUrl(SIGNUP_QUEUE))).isZero();
                            assertThat(aws.messages(pipeline.queueUrl(SIGNUP_DEAD_LETTER_QUEUE)))
                                    .isEqualTo(3);
                        });

        List<String> users = IntStream.range(0, 97).mapToObj(user -> "u-" + user).toList();
        assertThat(aws.items(SIGNUPS))
                .extracting(item -> item.get("id").s())
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(WELCOMES.users()).containsExactlyInAnyOrderElementsOf(users);
    }

    private static String signup(int user) {
        return "{\"user_id\": \"u-"
                + user
                + "\", \"email\": \"u"
                + user
                + "@example.com\", \"name\": \"User\"}";
    }
}
