/**
 * Idempotent writes to DynamoDB: one event, one effect, whatever is delivered twice.
 *
 * <p>Start at {@link dev.mailroom.dynamodb.DynamoDbSink}, the {@link dev.mailroom.Sink} for an
 * effect that is an item.
 */
@NullMarked
package dev.mailroom.dynamodb;

import org.jspecify.annotations.NullMarked;
