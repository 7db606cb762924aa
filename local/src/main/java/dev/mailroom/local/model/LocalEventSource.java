package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.EventPatterns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An event source mapping of a local pipeline, which gives the messages of a queue to a function.
 *
 * <p>The defaults are Lambda's: a batch size of 10, no batching window, and no partial batch
 * response, so messages that a function reports as failed are deleted. An exception: at most 2
 * batches are handled at once, because an environment is a process on this machine; Lambda sets no
 * limit.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
 *     Amazon SQS</a>
 */
public final class LocalEventSource {

    private final String queue;
    private final String function;
    private final int batchSize;
    private final Duration window;
    private final int maximumConcurrency;
    private final boolean reportBatchItemFailures;
    private final List<String> filters;

    private LocalEventSource(
            String queue,
            String function,
            int batchSize,
            Duration window,
            int maximumConcurrency,
            boolean reportBatchItemFailures,
            List<String> filters) {
        this.queue = queue;
        this.function = function;
        this.batchSize = batchSize;
        this.window = window;
        this.maximumConcurrency = maximumConcurrency;
        this.reportBatchItemFailures = reportBatchItemFailures;
        this.filters = filters;
    }

    /**
     * Describes the mapping of a queue to a function, both of which must be declared.
     *
     * @param queue the name of the queue
     * @param function the name of the function
     * @return the mapping
     */
    public static LocalEventSource of(String queue, String function) {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(function, "function");
        return new LocalEventSource(queue, function, 10, Duration.ZERO, 2, false, List.of());
    }

    /**
     * Sets the maximum number of messages for one invocation; it replaces an earlier setting.
     *
     * @param messages 1 to 10,000, on a FIFO queue 1 to 10; more than 10 need a window of a second
     *     or more; default 10
     * @return a mapping with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalEventSource batchSize(int messages) {
        Checks.within(place() + "batchSize", messages, 1, 10_000);
        return new LocalEventSource(
                queue,
                function,
                messages,
                window,
                maximumConcurrency,
                reportBatchItemFailures,
                filters);
    }

    /**
     * Sets how long messages are gathered for one batch; it replaces an earlier setting.
     *
     * @param batchingWindow whole seconds, 0 to 300, on a FIFO queue 0; default 0 seconds
     * @return a mapping with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalEventSource window(Duration batchingWindow) {
        Objects.requireNonNull(batchingWindow, "batchingWindow");
        Checks.wholeSeconds(place() + "window", batchingWindow, 0, 300);
        return new LocalEventSource(
                queue,
                function,
                batchSize,
                batchingWindow,
                maximumConcurrency,
                reportBatchItemFailures,
                filters);
    }

    /**
     * Sets how many batches of this queue the function handles at once, at most; it replaces an
     * earlier setting. Each batch has an environment of its own. When all are busy and messages
     * wait, one more environment is created at a time.
     *
     * <p>On a FIFO queue only one batch of a message group is handled at a time.
     *
     * @param batches 2 to 1,000; default 2
     * @return a mapping with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalEventSource maximumConcurrency(int batches) {
        Checks.within(place() + "maximumConcurrency", batches, 2, 1_000);
        return new LocalEventSource(
                queue, function, batchSize, window, batches, reportBatchItemFailures, filters);
    }

    /**
     * Sets whether the response of the function is read, as {@code FunctionResponseTypes:
     * [ReportBatchItemFailures]} does in a template; it replaces an earlier setting.
     *
     * @param on default false, as in Lambda: messages that the function reports as failed are then
     *     deleted too
     * @return a mapping with this setting
     */
    public LocalEventSource reportBatchItemFailures(boolean on) {
        return new LocalEventSource(
                queue, function, batchSize, window, maximumConcurrency, on, filters);
    }

    /**
     * Adds a filter: a message that matches none of the filters is deleted without reaching a
     * function.
     *
     * @param pattern an event pattern over {@code body}, by which alone Lambda filters messages of
     *     a queue; default: no filter, and every message goes to the function
     * @return a mapping with this additional filter
     * @throws IllegalArgumentException if the pattern does not compile
     */
    public LocalEventSource filter(String pattern) {
        Objects.requireNonNull(pattern, "pattern");
        String fault = EventPatterns.fault(pattern);
        Checks.check(fault == null, place() + "filter: " + fault);
        List<String> all = new ArrayList<>(filters);
        all.add(pattern);
        return new LocalEventSource(
                queue,
                function,
                batchSize,
                window,
                maximumConcurrency,
                reportBatchItemFailures,
                List.copyOf(all));
    }

    /**
     * Returns the queue.
     *
     * @return the name of the queue
     */
    public String queue() {
        return queue;
    }

    /**
     * Returns the function.
     *
     * @return the name of the function
     */
    public String function() {
        return function;
    }

    /**
     * Returns the size of a batch.
     *
     * @return the maximum number of messages in one batch
     */
    public int batchSize() {
        return batchSize;
    }

    /**
     * Returns the batching window.
     *
     * @return how long messages are gathered; zero for not at all
     */
    public Duration window() {
        return window;
    }

    /**
     * Returns how many batches are handled at once, at most.
     *
     * @return the maximum concurrency
     */
    public int maximumConcurrency() {
        return maximumConcurrency;
    }

    /**
     * Tells whether the function's response is read.
     *
     * @return whether it does
     */
    public boolean reportBatchItemFailures() {
        return reportBatchItemFailures;
    }

    /**
     * Returns the filter criteria.
     *
     * @return the patterns, one of which must match a message; if there are none, every message
     *     passes
     */
    public List<String> filters() {
        return filters;
    }

    /**
     * Names the event source at the start of an error message.
     *
     * @return queue and function, ending in a colon and a space
     */
    public String place() {
        return "Event source '" + queue + "' -> '" + function + "': ";
    }

    @Override
    public String toString() {
        return "LocalEventSource " + queue + " -> " + function;
    }
}
