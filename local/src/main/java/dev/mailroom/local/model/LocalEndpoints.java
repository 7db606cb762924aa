package dev.mailroom.local.model;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The endpoints of a running pipeline, for AWS clients.
 *
 * <p>Immutable and thread-safe.
 *
 * @param all the one endpoint that serves EventBridge, SQS, DynamoDB and SNS, on 127.0.0.1
 * @param dynamoDb the endpoint of DynamoDB; null if the pipeline has none
 * @param region the region of every resource
 * @param accountId the account of every resource, twelve digits
 * @param variables further variables of {@link #environment}, such as those that a template sets
 *     for a function
 */
public record LocalEndpoints(
        URI all,
        @Nullable URI dynamoDb,
        String region,
        String accountId,
        Map<String, String> variables) {

    /**
     * Creates the endpoints.
     *
     * @param all the endpoint of all services
     * @param dynamoDb the endpoint of DynamoDB, or null
     * @param region the region
     * @param accountId the account
     * @param variables further variables
     * @throws NullPointerException if anything but {@code dynamoDb} is null
     */
    public LocalEndpoints {
        Objects.requireNonNull(all, "all");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(accountId, "accountId");
        variables = Map.copyOf(variables);
    }

    /**
     * Sets further variables; it replaces earlier ones.
     *
     * @param more the variables
     * @return the same endpoints with these variables
     */
    public LocalEndpoints with(Map<String, String> more) {
        return new LocalEndpoints(all, dynamoDb, region, accountId, more);
    }

    /**
     * Returns the endpoint of EventBridge, which is the one of all services.
     *
     * @return the endpoint
     */
    public URI eventBridge() {
        return all;
    }

    /**
     * Returns the endpoint of SQS, which is the one of all services.
     *
     * @return the endpoint
     */
    public URI sqs() {
        return all;
    }

    /**
     * Returns the endpoint of DynamoDB.
     *
     * @return the endpoint, on this machine unless you have named another one
     * @throws IllegalStateException if the pipeline has no table and therefore no DynamoDB
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
     * Tells whether there is a DynamoDB.
     *
     * @return whether {@link #dynamoDb} gives an endpoint
     */
    public boolean hasDynamoDb() {
        return dynamoDb != null;
    }

    /**
     * Returns the environment variables that point an AWS SDK or the AWS CLI in another process to
     * this pipeline: endpoints, region and dummy credentials. For a function in this JVM they also
     * contain its own variables.
     *
     * @return the variables, unmodifiable
     * @see <a
     *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
     *     endpoints</a>
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL", all.toString());
        if (dynamoDb != null) {
            // Faster without going through the one endpoint.
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        }
        environment.put("AWS_REGION", region);
        environment.put("AWS_DEFAULT_REGION", region);
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.putAll(variables);
        return Map.copyOf(environment);
    }
}
