package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.ClientTimeout;
import dev.mailroom.TimeLimit;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A table that is written to: how it is reached, and what its errors say. */
final class Table {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    final DynamoDbClient client;
    final String name;
    final WriteFailures failures;

    private final ClientTimeout timeout;

    /**
     * Without a client, region and credentials are those of the environment.
     *
     * @throws IllegalStateException if there is no client, and the environment names no region
     */
    Table(@Nullable DynamoDbClient client, String name, String keyDescription) {
        this.client = client == null ? defaultClient(name) : client;
        this.name = name;
        this.failures = new WriteFailures("table \"" + name + "\" (" + keyDescription + ")");
        this.timeout =
                ClientTimeout.of(
                        this.client::serviceClientConfiguration,
                        configuration -> configuration.overrideConfiguration().apiCallTimeout());
    }

    /**
     * Ends a request when its time is over (C33): an interrupt does not end a wait for a socket.
     */
    AwsRequestOverrideConfiguration within(TimeLimit timeLeft) {
        Duration left = timeLeft.left();
        Duration limit = left.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : left;
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(timeout.within(limit))
                .build();
    }

    /**
     * Makes several writes by one request (C26): each has an answer of its own, unless the request
     * fails as a whole.
     */
    <R> List<Attempt<R>> makeAll(
            List<? extends GroupCommit.Write> writes,
            TimeLimit timeLeft,
            Function<BatchStatementResponse, Attempt<R>> answer,
            Function<SdkException, Attempt<R>> failure) {
        try {
            return execute(writes, timeLeft).stream().map(answer).toList();
        } catch (SdkException e) {
            return Collections.nCopies(writes.size(), failure.apply(e));
        }
    }

    private List<BatchStatementResponse> execute(
            List<? extends GroupCommit.Write> writes, TimeLimit timeLeft) {
        List<BatchStatementRequest> statements = new ArrayList<>(writes.size());
        for (GroupCommit.Write write : writes) {
            statements.add(requireNonNull(write.statement()));
        }
        BatchExecuteStatementRequest request =
                BatchExecuteStatementRequest.builder()
                        .statements(statements)
                        .overrideConfiguration(within(timeLeft))
                        .build();
        List<BatchStatementResponse> responses = client.batchExecuteStatement(request).responses();
        if (responses.size() != statements.size()) {
            throw SdkClientException.create("expected one response for each statement");
        }
        return responses;
    }

    private static DynamoDbClient defaultClient(String table) {
        try {
            return DynamoDbClient.create();
        } catch (SdkClientException e) {
            throw new IllegalStateException(
                    "no client for table \""
                            + table
                            + "\": the AWS SDK cannot create one from the environment, see the cause;"
                            + " outside Lambda set AWS_REGION, or pass one to client(...)",
                    e);
        }
    }
}
