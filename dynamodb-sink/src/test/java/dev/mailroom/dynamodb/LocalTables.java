package dev.mailroom.dynamodb;

import dev.mailroom.local.dynamodb.LocalDynamoDb;
import dev.mailroom.local.model.LocalTable;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import java.util.List;
import java.util.Map;

/** A DynamoDB for one test class, with tables whose key is the string {@code id}. */
final class LocalTables implements BeforeAllCallback, AfterAllCallback {

    private final List<String> names;
    private LocalDynamoDb local;
    private DynamoDbClient client;

    LocalTables(String... names) {
        this.names = List.of(names);
    }

    DynamoDbClient client() {
        return client;
    }

    Map<String, AttributeValue> item(String table, String id) {
        return client.getItem(
                        request ->
                                request.tableName(table)
                                        .key(Map.of("id", AttributeValue.fromS(id)))
                                        .consistentRead(true))
                .item();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        local = LocalDynamoDb.start();
        names.forEach(name -> local.createTable(LocalTable.of(name).partitionKey("id")));
        client =
                DynamoDbClient.builder()
                        .endpointOverride(local.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("local", "local")))
                        .build();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        client.close();
        local.close();
    }

    /** Nested classes inherit the extension and share what it started. */
    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() != null;
    }
}
