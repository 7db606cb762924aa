package dev.mailroom.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.mailroom.WriteResult;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

import java.util.Collections;
import java.util.List;

/** Inserts several items of different keys by one {@code BatchExecuteStatement} (C26). */
final class BatchInsert {

    static final int MAX_STATEMENTS = 25;
    static final long MAX_BYTES = 16L * 1024 * 1024;

    private final DynamoDbClient client;
    private final WriteFailures failures;
    private final CallTimeout timeout;

    /**
     * Whether an item of the same key settles a write, or its expiry or content has to be looked
     * at.
     */
    private final boolean duplicateIsFinal;

    BatchInsert(
            DynamoDbClient client,
            WriteFailures failures,
            CallTimeout timeout,
            boolean duplicateIsFinal) {
        this.client = client;
        this.failures = failures;
        this.timeout = timeout;
        this.duplicateIsFinal = duplicateIsFinal;
    }

    List<Attempt<WriteResult>> send(List<NewItem> items, TimeLeft timeLeft) {
        try {
            List<BatchStatementResponse> responses =
                    client.batchExecuteStatement(request(items, timeLeft)).responses();
            if (responses.size() != items.size()) {
                throw SdkClientException.create("not one response for each statement");
            }
            return responses.stream().map(this::attempt).toList();
        } catch (SdkException e) {
            return Collections.nCopies(items.size(), attempt(e));
        }
    }

    private BatchExecuteStatementRequest request(List<NewItem> items, TimeLeft timeLeft) {
        List<BatchStatementRequest> statements =
                items.stream().map(item -> requireNonNull(item.statement()).request()).toList();
        return BatchExecuteStatementRequest.builder()
                .statements(statements)
                .overrideConfiguration(timeout.within(timeLeft))
                .build();
    }

    private Attempt<WriteResult> attempt(SdkException e) {
        // One guilty statement fails the whole call: alone, it fails its own record only.
        return WriteFailures.codeOf(e).equals("ValidationException")
                ? Attempt.UNDECIDED
                : failures.judgeBatch(e);
    }

    /** C26: the call's success says nothing about its statements. */
    private Attempt<WriteResult> attempt(BatchStatementResponse response) {
        BatchStatementError error = response.error();
        if (error == null) {
            return Attempt.WRITTEN;
        }
        boolean duplicate = error.code() == BatchStatementErrorCodeEnum.DUPLICATE_ITEM;
        if (duplicate && duplicateIsFinal) {
            return Attempt.DUPLICATE;
        }
        return duplicate || error.code() == BatchStatementErrorCodeEnum.VALIDATION_ERROR
                ? Attempt.UNDECIDED
                : failures.judgeStatement(error);
    }
}
