package dev.mailroom.dynamodb;

import dev.mailroom.local.dynamodb.LocalDynamoDb;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DynamoDB for one test class, with tables of its own: a local server, or the one that the system
 * property {@code mailroom.test.dynamodb.endpoint} names, where the tables have unique names and
 * are deleted at the end.
 */
final class LocalTables implements BeforeAllCallback, AfterAllCallback {

    private static final String ENDPOINT = System.getProperty("mailroom.test.dynamodb.endpoint");

    private final Map<String, List<AttributeDefinition>> tables = new LinkedHashMap<>();
    private LocalDynamoDb local;
    private DynamoDbClient client;

    /** Tables whose key is the string {@code id}. */
    LocalTables(String... names) {
        for (String name : names) {
            tables.put(name, List.of(attribute("id", ScalarAttributeType.S)));
        }
    }

    /** Adds a table with the partition key {@code pk} and the sort key {@code sk}. */
    LocalTables withSortKey(String name, ScalarAttributeType pk, ScalarAttributeType sk) {
        tables.put(name, List.of(attribute("pk", pk), attribute("sk", sk)));
        return this;
    }

    DynamoDbClient client() {
        return client;
    }

    Map<String, AttributeValue> item(String table, String id) {
        return item(table, Map.of("id", AttributeValue.fromS(id)));
    }

    Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
        return client.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        client = ENDPOINT == null ? localClient() : clientOf(URI.create(ENDPOINT));
        tables.forEach(this::create);
    }

    private DynamoDbClient localClient() {
        local = LocalDynamoDb.start();
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("local", "local")))
                // Seldom, the server leaves a request without an answer: it is sent again.
                .overrideConfiguration(
                        settings -> settings.apiCallAttemptTimeout(Duration.ofSeconds(5)))
                .build();
    }

    private DynamoDbClient clientOf(URI endpoint) {
        UniqueTables unique = new UniqueTables(tables.keySet());
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(unique))
                .build();
    }

    private void create(String name, List<AttributeDefinition> attributes) {
        List<KeySchemaElement> key = new ArrayList<>();
        for (AttributeDefinition attribute : attributes) {
            KeyType type = key.isEmpty() ? KeyType.HASH : KeyType.RANGE;
            key.add(
                    KeySchemaElement.builder()
                            .attributeName(attribute.attributeName())
                            .keyType(type)
                            .build());
        }
        client.createTable(
                table ->
                        table.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(attributes)
                                .keySchema(key));
        client.waiter().waitUntilTableExists(table -> table.tableName(name));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isNested(context)) {
            return;
        }
        if (local == null) {
            tables.keySet().forEach(name -> client.deleteTable(table -> table.tableName(name)));
        } else {
            local.close();
        }
        client.close();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    /** Nested classes inherit the extension and share what it started. */
    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() != null;
    }
}
