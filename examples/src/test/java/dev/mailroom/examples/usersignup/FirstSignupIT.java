package dev.mailroom.examples.usersignup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.junit.LocalAws;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.time.Duration;
import java.util.List;

// region junit
@LocalAws(template = "template.yaml", parameters = "SignupBusName=signups")
class FirstSignupIT {

    private static final String ADA =
            "{\"user_id\": \"u-1\", \"email\": \"ada@example.com\", \"name\": \"Ada\"}";

    @Test
    void aSignupBecomesAnItem(
            LocalPipeline pipeline, EventBridgeClient events, DynamoDbClient dynamoDb) {
        PutEventsRequestEntry signup =
                PutEventsRequestEntry.builder()
                        .eventBusName("signups")
                        .source("my.webapp")
                        .detailType("UserSignup")
                        .detail(ADA)
                        .build();
        events.putEvents(request -> request.entries(signup));
        pipeline.awaitIdle(Duration.ofMinutes(1));

        assertThat(users(dynamoDb)).containsExactly("u-1");
    }

    private static List<String> users(DynamoDbClient dynamoDb) {
        return dynamoDb.scan(request -> request.tableName("Signups")).items().stream()
                .map(item -> item.get("id").s())
                .toList();
    }
}
// endregion
