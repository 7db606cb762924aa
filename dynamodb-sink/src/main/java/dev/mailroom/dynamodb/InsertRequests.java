package dev.mailroom.dynamodb;

import dev.mailroom.FatalErrors;
import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * Inserts items: one by a conditional {@code PutItem} (C25), several of different keys by one
 * {@code BatchExecuteStatement} (C26).
 */
final class InsertRequests implements GroupCommit.Request<NewItem, WriteResult> {

    private static final Logger LOG = LoggerFactory.getLogger("dev.mailroom.dynamodb.DynamoDbSink");

    private final Table table;
    private final @Nullable Fingerprint fingerprint;

    /**
     * Whether an item of the same key settles a write, or its expiry or content has to be looked
     * at.
     */
    private final boolean duplicateIsFinal;

    /** Is told how many items a request holds. */
    private final IntConsumer sizes;

    InsertRequests(
            Table table,
            @Nullable Fingerprint fingerprint,
            boolean duplicateIsFinal,
            IntConsumer sizes) {
        this.table = table;
        this.fingerprint = fingerprint;
        this.duplicateIsFinal = duplicateIsFinal;
        this.sizes = sizes;
    }

    @Override
    public List<Attempt<WriteResult>> send(List<NewItem> items, TimeLimit timeLeft) {
        tellSize(items.size());
        return items.size() == 1
                ? List.of(put(items.get(0), timeLeft))
                : table.makeAll(items, timeLeft, this::answer, this::failure);
    }

    private void tellSize(int size) {
        try {
            sizes.accept(size);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            LOG.warn("A listener of group commits failed; the writes are sent anyway", e);
        }
    }

    Attempt<WriteResult> put(NewItem item, TimeLimit timeLeft) {
        try {
            table.client.putItem(
                    item.put().toBuilder().overrideConfiguration(table.within(timeLeft)).build());
            return Attempt.Settled.WRITTEN;
        } catch (ConditionalCheckFailedException e) {
            return met(item, e);
        } catch (SdkException e) {
            return table.failures.judge(e);
        }
    }

    private Attempt<WriteResult> met(NewItem item, ConditionalCheckFailedException e) {
        if (fingerprint == null || !fingerprint.differs(e.item(), item.values())) {
            return Attempt.Settled.DUPLICATE;
        }
        return new Attempt.Failed<>(
                new IdempotencyConflictException(
                        table.failures.where
                                + " already has an item of the same key with other content"));
    }

    private Attempt<WriteResult> failure(SdkException e) {
        // One bad statement fails the whole call; put alone, it fails only its own record.
        return WriteFailures.codeOf(e).equals("ValidationException")
                ? new Attempt.Undecided<>()
                : table.failures.judgeBatch(e);
    }

    /** C26: the call's success says nothing about its statements. */
    private Attempt<WriteResult> answer(BatchStatementResponse response) {
        BatchStatementError error = response.error();
        if (error == null) {
            return Attempt.Settled.WRITTEN;
        }
        boolean duplicate = error.code() == BatchStatementErrorCodeEnum.DUPLICATE_ITEM;
        if (duplicate && duplicateIsFinal) {
            return Attempt.Settled.DUPLICATE;
        }
        return duplicate || error.code() == BatchStatementErrorCodeEnum.VALIDATION_ERROR
                ? new Attempt.Undecided<>()
                : table.failures.judgeStatement(error);
    }
}
