package dev.mailroom.docs.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.docs.quickstart.UserSignupHandler.UserSignup;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.local.junit.LocalAws;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

import java.time.Duration;
import java.util.List;

@LocalAws
class SignupOnThisMachineTest {

    @Test
    void aSignupBecomesAnItem(EventBridgeClient bus, DynamoDbClient tables) {
        EventPublisher.builder(bus)
                .build()
                .publish(
                        UserSignupHandler.USER_SIGNUP,
                        new UserSignup("u-1", "ada@example.com", "Ada"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(users(tables)).containsExactly("u-1"));
    }

    private static List<String> users(DynamoDbClient tables) {
        return tables.scan(request -> request.tableName("Signups")).items().stream()
                .map(item -> item.get("user_id").s())
                .toList();
    }
}
