package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A client of AWS's JSON protocol, for a service that accepts every signature.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0
 *     protocol</a>
 */
public final class AwsJson {

    private static final String DAY = "20200101";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI endpoint;
    private final String service;
    private final String targetPrefix;

    private AwsJson(URI endpoint, String service, String targetPrefix) {
        this.endpoint = endpoint.resolve("/");
        this.service = service;
        this.targetPrefix = targetPrefix;
    }

    public static AwsJson eventBridge(URI endpoint) {
        return new AwsJson(endpoint, "events", "AWSEvents.");
    }

    public static AwsJson sqs(URI endpoint) {
        return new AwsJson(endpoint, "sqs", "AmazonSQS.");
    }

    public static AwsJson dynamoDb(URI endpoint) {
        return new AwsJson(endpoint, "dynamodb", "DynamoDB_20120810.");
    }

    /**
     * Calls one operation.
     *
     * @throws AwsJsonException if the service refuses
     * @throws IOException if it does not answer, or does not answer in JSON
     */
    public JsonNode call(String operation, JsonNode request)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(httpRequest(operation, request), BodyHandlers.ofString());
        JsonNode body = Json.read(response.body());
        if (response.statusCode() / 100 != 2) {
            throw AwsJsonException.of(service, operation, response.statusCode(), body);
        }
        return body;
    }

    private HttpRequest httpRequest(String operation, JsonNode request) {
        return HttpRequest.newBuilder(endpoint)
                // Longer than any long poll, so that a dead server is noticed.
                .timeout(Duration.ofSeconds(40))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", targetPrefix + operation)
                // Some servers require a date, although they do not check the signature.
                .header("X-Amz-Date", DAY + "T000000Z")
                .header("Authorization", authorization())
                .POST(BodyPublishers.ofString(Json.write(request)))
                .build();
    }

    private String authorization() {
        return "AWS4-HMAC-SHA256 Credential=local/"
                + DAY
                + "/"
                + LocalAccount.REGION
                + "/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }
}
