package dev.mailroom.dynamodb;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of who brings none: region and credentials are those of the environment. */
final class DefaultClient {

    private DefaultClient() {}

    static DynamoDbClient or(@Nullable DynamoDbClient client, String table) {
        if (client != null) {
            return client;
        }
        try {
            return DynamoDbClient.create();
        } catch (SdkClientException e) {
            throw new IllegalStateException(
                    "no client for table \""
                            + table
                            + "\": the AWS SDK cannot make one from the environment, see the cause;"
                            + " outside Lambda set AWS_REGION, or give one by client(...)",
                    e);
        }
    }
}
