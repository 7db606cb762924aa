package dev.mailroom.dynamodb;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

import java.io.ByteArrayInputStream;
import java.util.Map;

/**
 * Puts an item over a transport that goes nowhere, to load the classes that the SDK needs for it,
 * most of which other writes share. It opens no connection and reads no credentials, which a
 * snapshot must not contain (C35).
 */
final class SampleRequest implements SdkHttpClient, ExecutableHttpRequest {

    private SampleRequest() {}

    static PutItemResponse send() {
        StaticCredentialsProvider nobody =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"));
        PutItemRequest put =
                PutItemRequest.builder()
                        .tableName("sample")
                        .item(Map.of("id", AttributeValue.fromS("sample")))
                        .conditionExpression("attribute_not_exists(#key)")
                        .expressionAttributeNames(Map.of("#key", "id"))
                        .build();
        try (DynamoDbClient client =
                DynamoDbClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(nobody)
                        .httpClient(new SampleRequest())
                        .build()) {
            return client.putItem(put);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return this;
    }

    @Override
    public HttpExecuteResponse call() {
        ByteArrayInputStream body = new ByteArrayInputStream(new byte[] {'{', '}'});
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(200).build())
                .responseBody(AbortableInputStream.create(body))
                .build();
    }

    @Override
    public void abort() {}

    @Override
    public void close() {}
}
