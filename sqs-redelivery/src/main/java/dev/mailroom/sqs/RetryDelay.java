package dev.mailroom.sqs;

import static java.util.Objects.requireNonNull;

import dev.mailroom.Backoff;
import dev.mailroom.Outcome;
import dev.mailroom.RetryLaterException;
import dev.mailroom.RetryPolicy;
import dev.mailroom.RetryPolicy.Failed;

import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How long SQS waits before it redelivers a failed message, instead of the queue's visibility
 * timeout.
 *
 * <pre>{@code
 * SqsBatchHandler.builder(routes)
 *         .onRetry(RetryDelay.exponential(ofSeconds(5), ofMinutes(10)).using(sqs))
 * }</pre>
 *
 * <p>The delay of a {@link RetryLaterException} takes precedence. Delays are rounded up to whole
 * seconds. SQS holds a message back for at most 12 hours since its receipt, which may have been 20
 * minutes before the handler failed, so a longer delay becomes 11 hours and 40 minutes.
 *
 * <p>On a FIFO queue a failed message holds back its message group. Messages of its group that were
 * in the same batch and were not started keep the queue's visibility timeout, and hold the group
 * back until that runs out: a shorter delay only helps if the failed message is the last of its
 * group.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html">
 *     ChangeMessageVisibilityBatch</a>
 */
public final class RetryDelay {

    private final IntFunction<Duration> byReceiveCount;
    private final Map<Class<?>, RetryDelay> byException;

    private RetryDelay(
            IntFunction<Duration> byReceiveCount, Map<Class<?>, RetryDelay> byException) {
        this.byReceiveCount = byReceiveCount;
        this.byException = byException;
    }

    /**
     * Delays every redelivery equally.
     *
     * @param delay 0 to 12 hours; 0 redelivers at once
     * @return the delay
     * @throws IllegalArgumentException if it is out of range
     */
    public static RetryDelay fixed(Duration delay) {
        VisibilityTimeout.require("delay", delay);
        return new RetryDelay(receiveCount -> delay, Map.of());
    }

    /**
     * Delays each redelivery by a random time, from 0 up to a bound that doubles with each receive
     * (full jitter).
     *
     * @param first the bound after the first receive, more than 0
     * @param longest the highest bound, {@code first} to 12 hours
     * @return the delay
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static RetryDelay exponential(Duration first, Duration longest) {
        VisibilityTimeout.require("longest", longest);
        return exponential(Backoff.between(first, longest));
    }

    /**
     * Delays each redelivery as the back-off says, by how often the message was received.
     *
     * @param backoff the back-off; SQS holds no message for more than 12 hours
     * @return the delay
     */
    public static RetryDelay exponential(Backoff backoff) {
        return new RetryDelay(requireNonNull(backoff, "backoff")::after, Map.of());
    }

    /**
     * Sets the delay for messages whose handler threw this exception or a subclass of it. If
     * several classes match, the one nearest to the thrown class counts; causes are not considered.
     * Replaces an earlier delay for the same class.
     *
     * @param exception the class of the exception
     * @param delay its delay
     * @return a delay with this exception
     */
    public RetryDelay on(Class<? extends Throwable> exception, RetryDelay delay) {
        Map<Class<?>, RetryDelay> delays = new HashMap<>(byException);
        delays.put(requireNonNull(exception, "exception"), requireNonNull(delay, "delay"));
        return new RetryDelay(byReceiveCount, Map.copyOf(delays));
    }

    /**
     * Returns the policy that sets these delays in SQS, for {@code SqsBatchHandler}'s builder.
     *
     * <p>It sends one {@code ChangeMessageVisibilityBatch} for each 10 failed messages, and once
     * {@code GetQueueUrl} (permissions {@code sqs:ChangeMessageVisibility} and {@code
     * sqs:GetQueueUrl} on the function's queue). If SQS refuses a message, or a whole request
     * fails, that is logged, the other messages are still delayed, and the queue's visibility
     * timeout applies to the refused ones. All requests together take no longer than the
     * {@linkplain dev.mailroom.Delivery#requestTime() request time} of the deliveries, so that the
     * batch can still be reported. The policy throws only if the URL of the queue cannot be found,
     * if no time is left, or if it is interrupted. It is thread-safe.
     *
     * @param sqs the client, for the region of the queue; the caller still has to close it
     * @return the policy
     */
    public RetryPolicy using(SqsClient sqs) {
        return new VisibilityChanges(this, requireNonNull(sqs, "sqs"));
    }

    Duration of(Failed failed) {
        Outcome.Retry outcome = failed.outcome();
        Duration wished = outcome.after();
        return wished != null
                ? wished
                : of(outcome.cause().getClass(), failed.delivery().record().receiveCount());
    }

    private Duration of(Class<?> exception, int receiveCount) {
        for (Class<?> type = exception; type != null; type = type.getSuperclass()) {
            RetryDelay delay = byException.get(type);
            if (delay != null) {
                return delay.of(exception, receiveCount);
            }
        }
        return byReceiveCount.apply(receiveCount);
    }
}
