/**
 * Idempotent writes to DynamoDB: one event, one effect, whatever is delivered twice.
 *
 * <p>Start at {@link dev.mailroom.dynamodb.DynamoDbSink}, the {@link dev.mailroom.Sink} for an
 * effect that is an item. {@link dev.mailroom.dynamodb.DynamoDbTransactionalSink} makes several
 * writes together, and {@link dev.mailroom.dynamodb.DynamoDbIdempotencyGuard} guards effects
 * outside DynamoDB.
 */
@NullMarked
package dev.mailroom.dynamodb;

import org.jspecify.annotations.NullMarked;
