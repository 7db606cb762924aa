/**
 * What happens to failed messages: when SQS redelivers them, and where they wait if they can never
 * succeed.
 *
 * <p>Start at {@link dev.mailroom.sqs.RetryDelay}, which sets the delay until the next delivery,
 * and {@link dev.mailroom.sqs.Quarantine}, which moves poison messages to a dead-letter queue at
 * once.
 */
@NullMarked
package dev.mailroom.sqs;

import org.jspecify.annotations.NullMarked;
