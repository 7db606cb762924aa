package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the parts of a running pipeline answer: what an AWS client needs to talk to them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param eventBridge the endpoint of EventBridge, on 127.0.0.1
 * @param sqs the endpoint of SQS, on 127.0.0.1
 * @param dynamoDb the endpoint of DynamoDB; null if the pipeline has none
 * @param region the region of every resource
 * @param accountId the account of every resource, twelve digits
 * @param variables what {@link #environment} gives beside, such as the variables that a template
 *     gives a function
 */
public record LocalEndpoints(
        URI eventBridge,
        URI sqs,
        @Nullable URI dynamoDb,
        String region,
        String accountId,
        Map<String, String> variables) {

    /**
     * Takes the endpoints as they are.
     *
     * @param eventBridge the endpoint of EventBridge
     * @param sqs the endpoint of SQS
     * @param dynamoDb the endpoint of DynamoDB, or null
     * @param region the region
     * @param accountId the account
     * @param variables further variables
     * @throws NullPointerException if anything but {@code dynamoDb} is null
     */
    public LocalEndpoints {
        Objects.requireNonNull(eventBridge, "eventBridge");
        Objects.requireNonNull(sqs, "sqs");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(accountId, "accountId");
        variables = Map.copyOf(variables);
    }

    /**
     * Adds variables, as a function has them; it replaces earlier ones.
     *
     * @param more the variables
     * @return the same endpoints with these variables
     */
    public LocalEndpoints with(Map<String, String> more) {
        return new LocalEndpoints(eventBridge, sqs, dynamoDb, region, accountId, more);
    }

    /**
     * Gives the endpoint of DynamoDB.
     *
     * @return the endpoint, on 127.0.0.1 unless you have named one
     * @throws IllegalStateException if the pipeline has no table, and so no DynamoDB
     */
    @Override
    public URI dynamoDb() {
        if (dynamoDb == null) {
            throw new IllegalStateException(
                    "The pipeline has no DynamoDB, since it has no table: add one.");
        }
        return dynamoDb;
    }

    /**
     * Gives the environment variables that point an AWS SDK or the AWS CLI of another process at
     * this pipeline: endpoints, region and credentials without meaning. For a function in this JVM
     * they hold its own variables too.
     *
     * @return the variables, unmodifiable
     * @see <a
     *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
     *     endpoints</a>
     */
    public Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("AWS_ENDPOINT_URL_EVENTBRIDGE", eventBridge.toString());
        all.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
        if (dynamoDb != null) {
            all.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        }
        all.put("AWS_REGION", region);
        all.put("AWS_DEFAULT_REGION", region);
        all.put("AWS_ACCESS_KEY_ID", "local");
        all.put("AWS_SECRET_ACCESS_KEY", "local");
        all.putAll(variables);
        return Map.copyOf(all);
    }
}
