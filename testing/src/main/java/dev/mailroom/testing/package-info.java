/**
 * For the tests of handlers: the events, messages, batches and deliveries that they are given,
 * stores in memory that they write to, and the contracts that every {@link dev.mailroom.Sink} and
 * {@link dev.mailroom.IdempotencyGuard} keeps.
 *
 * <p>Start at {@link dev.mailroom.testing.TestEvent#event} and {@link
 * dev.mailroom.testing.Batches#batch(String...)}. The contracts are JUnit suites with AssertJ, and
 * {@link dev.mailroom.testing.InMemoryDynamoDb} needs the AWS SDK's client for DynamoDB; all three
 * are for you to add. The rest needs none of them.
 */
@NullMarked
package dev.mailroom.testing;

import org.jspecify.annotations.NullMarked;
