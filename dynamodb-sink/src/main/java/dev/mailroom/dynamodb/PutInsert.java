package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyConflictException;
import dev.mailroom.WriteResult;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Inserts one item by a conditional {@code PutItem} (C25). */
final class PutInsert {

    private final DynamoDbClient client;
    private final WriteFailures failures;
    private final CallTimeout timeout;
    private final @Nullable Fingerprint fingerprint;

    PutInsert(
            DynamoDbClient client,
            WriteFailures failures,
            CallTimeout timeout,
            @Nullable Fingerprint fingerprint) {
        this.client = client;
        this.failures = failures;
        this.timeout = timeout;
        this.fingerprint = fingerprint;
    }

    Attempt<WriteResult> send(NewItem item, TimeLeft timeLeft) {
        try {
            client.putItem(
                    item.put().toBuilder().overrideConfiguration(timeout.within(timeLeft)).build());
            return Attempt.WRITTEN;
        } catch (ConditionalCheckFailedException e) {
            return met(item, e);
        } catch (SdkException e) {
            return failures.judge(e);
        }
    }

    private Attempt<WriteResult> met(NewItem item, ConditionalCheckFailedException e) {
        if (fingerprint == null || !fingerprint.differs(e.item(), item.values())) {
            return Attempt.DUPLICATE;
        }
        return Attempt.failed(
                new IdempotencyConflictException(
                        failures.where()
                                + " already has an item of the same key with other content"));
    }
}
