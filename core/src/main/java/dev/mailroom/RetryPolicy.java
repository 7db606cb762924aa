package dev.mailroom;

import java.util.List;

/**
 * Decides when failed messages are redelivered.
 *
 * <p>The default, {@link #visibilityTimeout()}, leaves it to the queue's visibility timeout.
 * Implementations must be thread-safe where several invocations run at once.
 */
@FunctionalInterface
public interface RetryPolicy {

    /**
     * Is called once for each batch with failures, when every record has its outcome and before
     * they are reported, if the deadline has not passed. What it throws is logged; the failures are
     * still reported.
     *
     * @param failed the records whose outcome is {@link Outcome.Retry}, in the order of the batch
     * @throws Exception if the delays could not be set
     */
    void delay(List<Failed> failed) throws Exception;

    /**
     * A record that is to be retried.
     *
     * @param delivery its delivery
     * @param outcome how it failed, and which delay the handler requested
     */
    record Failed(Delivery delivery, Outcome.Retry outcome) {}

    /**
     * Returns the policy that leaves the delay to the queue.
     *
     * @return the default policy
     */
    static RetryPolicy visibilityTimeout() {
        return failed -> {};
    }
}
