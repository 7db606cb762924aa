package dev.mailroom.examples;

import dev.mailroom.local.model.LocalEndpoints;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** AWS's own clients for a local pipeline, and the few calls that the examples make with them. */
public record AwsClients(EventBridgeClient eventBridge, SqsClient sqs, DynamoDbClient dynamoDb)
        implements AutoCloseable {

    public static AwsClients of(LocalEndpoints endpoints) {
        Region region = Region.of(endpoints.region());
        return new AwsClients(
                local(EventBridgeClient.builder(), endpoints.eventBridge(), region).build(),
                local(SqsClient.builder(), endpoints.sqs(), region).build(),
                local(DynamoDbClient.builder(), endpoints.dynamoDb(), region).build());
    }

    /** Puts one event on a bus. */
    public void put(String bus, String source, String detailType, String detail) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName(bus)
                        .source(source)
                        .detailType(detailType)
                        .detail(detail)
                        .build();
        put(List.of(entry));
    }

    /** Puts up to ten events in one request. */
    public void put(List<PutEventsRequestEntry> entries) {
        PutEventsResponse response = eventBridge.putEvents(request -> request.entries(entries));
        if (response.failedEntryCount() != 0) { // C22
            throw new IllegalStateException("refused: " + response.entries());
        }
    }

    /** Sends messages in one request, past EventBridge, and returns their ids. */
    public List<String> send(String queueUrl, String... bodies) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (String body : bodies) {
            String id = Integer.toString(entries.size());
            entries.add(SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build());
        }
        SendMessageBatchResponse response =
                sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
        if (response.hasFailed()) {
            throw new IllegalStateException("refused: " + response.failed());
        }
        return response.successful().stream()
                .sorted(Comparator.comparing(SendMessageBatchResultEntry::id))
                .map(SendMessageBatchResultEntry::messageId)
                .toList();
    }

    /** Returns how many messages are in a queue, those in flight included. */
    public int messages(String queueUrl) {
        Map<QueueAttributeName, String> counts =
                sqs.getQueueAttributes(
                                request ->
                                        request.queueUrl(queueUrl)
                                                .attributeNames(QueueAttributeName.ALL))
                        .attributes();
        return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(
                        counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                + Integer.parseInt(
                        counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED));
    }

    /** Takes all visible messages out of a queue, with their attributes. */
    public List<Message> drain(String queueUrl) {
        List<Message> all = new ArrayList<>();
        for (List<Message> some = receive(queueUrl); !some.isEmpty(); some = receive(queueUrl)) {
            for (Message message : some) {
                sqs.deleteMessage(
                        request ->
                                request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
            }
            all.addAll(some);
        }
        return all;
    }

    private List<Message> receive(String queueUrl) {
        return sqs.receiveMessage(
                        request ->
                                request.queueUrl(queueUrl)
                                        .maxNumberOfMessages(10)
                                        .messageAttributeNames("All"))
                .messages();
    }

    /** Returns all items of a table. */
    public List<Map<String, AttributeValue>> items(String table) {
        return dynamoDb
                .scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    @Override
    public void close() {
        eventBridge.close();
        sqs.close();
        dynamoDb.close();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B local(
            B builder, URI endpoint, Region region) {
        return builder.endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")));
    }
}
