package dev.mailroom.local.internal.support;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A client of AWS's JSON protocol, for a service that accepts every signature.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0
 *     protocol</a>
 */
public final class AwsJson {

    private static final String DAY = "20200101";
    // Longer than any long poll, so that a dead server is noticed.
    private static final Duration PATIENCE = Duration.ofSeconds(40);

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
    public JsonNode call(String operation, JsonNode request) throws IOException {
        byte[] sent = Json.write(request).getBytes(StandardCharsets.UTF_8);
        Post.Answer answer = Post.send(endpoint, headers(operation), sent, PATIENCE);
        JsonNode body = Json.read(new String(answer.body(), StandardCharsets.UTF_8));
        if (answer.status() / 100 != 2) {
            throw AwsJsonException.of(service, operation, answer.status(), body);
        }
        return body;
    }

    private Map<String, List<String>> headers(String operation) {
        return Map.of(
                "Content-Type", List.of("application/x-amz-json-1.0"),
                "X-Amz-Target", List.of(targetPrefix + operation),
                // Some servers require a date, although they do not check the signature.
                "X-Amz-Date", List.of(DAY + "T000000Z"),
                "Authorization", List.of(authorization()));
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
