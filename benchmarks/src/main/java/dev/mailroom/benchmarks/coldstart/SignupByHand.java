package dev.mailroom.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The user-signup function as one writes it without Mailroom: a loop, one {@code readValue} into a
 * typed envelope, and the same three requests to DynamoDB.
 */
public final class SignupByHand implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(SignupByHand.class);
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectReader READER = MAPPER.readerFor(Envelope.class);

    private final DynamoDbClient dynamoDb = DynamoDbClient.create();

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Envelope(
            String id,
            String source,
            @JsonProperty("detail-type") String detailType,
            String time,
            UserSignup detail) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}

    /** Made by Lambda. */
    public SignupByHand() {}

    @Override
    public SQSBatchResponse handleRequest(SQSEvent batch, Context context) {
        List<BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : batch.getRecords()) {
            try {
                handle(READER.readValue(message.getBody()), context);
            } catch (Exception e) {
                LOG.warn("Message {} failed", message.getMessageId(), e);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private void handle(Envelope event, Context context) {
        if (!event.source().equals("my.webapp") || !event.detailType().equals("UserSignup")) {
            throw new IllegalArgumentException("not a signup: " + event.id());
        }
        UserSignup user = event.detail();
        LOG.info("Processing user signup event {} of {}", event.id(), user.userId());
        Map<String, AttributeValue> signup =
                Map.of(
                        "id", AttributeValue.fromS(user.userId()),
                        "email", AttributeValue.fromS(user.email()),
                        "name", AttributeValue.fromS(user.name()),
                        "signedUpAt", AttributeValue.fromS(event.time()));
        LOG.info("{} signup of user {}", put("Signups", signup), user.userId());
        welcomeOnce(user, context);
    }

    private boolean put(String table, Map<String, AttributeValue> item) {
        PutItemRequest request =
                PutItemRequest.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#id)")
                        .expressionAttributeNames(Map.of("#id", "id"))
                        .build();
        try {
            dynamoDb.putItem(request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private void welcomeOnce(UserSignup user, Context context) {
        String owner = UUID.randomUUID().toString();
        long expiry = System.currentTimeMillis() + context.getRemainingTimeInMillis();
        Map<String, AttributeValue> lock =
                Map.of(
                        "id", AttributeValue.fromS("welcome-mail#" + user.userId()),
                        "owner", AttributeValue.fromS(owner),
                        "expiry", AttributeValue.fromN(Long.toString(expiry)));
        if (put("SignupEffects", lock)) {
            LOG.info("Welcome mail sent to user {}", user.userId());
            UpdateItemRequest completion =
                    UpdateItemRequest.builder()
                            .tableName("SignupEffects")
                            .key(Map.of("id", lock.get("id")))
                            .updateExpression("SET #done = :done")
                            .conditionExpression("#owner = :owner")
                            .expressionAttributeNames(Map.of("#done", "done", "#owner", "owner"))
                            .expressionAttributeValues(
                                    Map.of(
                                            ":done", AttributeValue.fromBool(true),
                                            ":owner", AttributeValue.fromS(owner)))
                            .build();
            dynamoDb.updateItem(completion);
        }
    }
}
