package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A queue of a local pipeline, standard or FIFO.
 *
 * <p>Defaults: a visibility timeout of 30 seconds, no dead-letter queue, no content-based
 * deduplication.
 *
 * <p>Immutable and thread-safe: every setter returns a new value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html">CreateQueue</a>
 */
public final class LocalQueue {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final String FIFO_SUFFIX = ".fifo";
    private static final long MAX_VISIBILITY_SECONDS = Duration.ofHours(12).toSeconds();

    private final String name;
    private final Duration visibilityTimeout;
    private final @Nullable Redrive redrive;
    private final boolean contentBasedDeduplication;

    private LocalQueue(
            String name,
            Duration visibilityTimeout,
            @Nullable Redrive redrive,
            boolean contentBasedDeduplication) {
        this.name = name;
        this.visibilityTimeout = visibilityTimeout;
        this.redrive = redrive;
        this.contentBasedDeduplication = contentBasedDeduplication;
    }

    /**
     * Describes a standard queue.
     *
     * @param name 1 to 80 letters, digits, hyphens and underscores
     * @return the queue
     * @throws IllegalArgumentException if SQS would not take the name
     */
    public static LocalQueue standard(String name) {
        Objects.requireNonNull(name, "name");
        Checks.check(
                !name.endsWith(FIFO_SUFFIX),
                "Queue '"
                        + name
                        + "': a name that ends in .fifo is a FIFO queue's: use LocalQueue.fifo.");
        return named(name, name);
    }

    /**
     * Describes a FIFO queue.
     *
     * @param name up to 80 letters, digits, hyphens and underscores, of which the last five are
     *     {@code .fifo}
     * @return the queue
     * @throws IllegalArgumentException if SQS would not take the name
     */
    public static LocalQueue fifo(String name) {
        Objects.requireNonNull(name, "name");
        Checks.check(
                name.endsWith(FIFO_SUFFIX) && name.length() <= 80,
                "Queue '"
                        + name
                        + "': the name of a FIFO queue ends in .fifo and has at most 80 characters.");
        return named(name, name.substring(0, name.length() - FIFO_SUFFIX.length()));
    }

    private static LocalQueue named(String name, String stem) {
        Checks.check(
                NAME.matcher(stem).matches(),
                "Queue '" + name + "': a name has 1 to 80 letters, digits, '-' or '_'.");
        return new LocalQueue(name, Duration.ofSeconds(30), null, false);
    }

    /**
     * Sets how long a received message stays hidden from other receivers; it replaces an earlier
     * setting.
     *
     * @param timeout whole seconds, 0 seconds to 12 hours; default 30 seconds
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue visibilityTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        Checks.wholeSeconds(property("visibilityTimeout"), timeout, 0, MAX_VISIBILITY_SECONDS);
        return new LocalQueue(name, timeout, redrive, contentBasedDeduplication);
    }

    /**
     * Moves messages that were received too often to another queue, which must be declared too; it
     * replaces an earlier setting.
     *
     * @param queue the name of the dead-letter queue, of the same type as this one
     * @param maxReceiveCount how often a message is received at most, 1 to 1,000
     * @return a queue with this setting
     * @throws IllegalArgumentException if the count is out of range
     */
    public LocalQueue deadLetterQueue(String queue, int maxReceiveCount) {
        Objects.requireNonNull(queue, "queue");
        Checks.within(property("maxReceiveCount"), maxReceiveCount, 1, 1_000);
        return new LocalQueue(
                name,
                visibilityTimeout,
                new Redrive(queue, maxReceiveCount),
                contentBasedDeduplication);
    }

    /**
     * Says whether a FIFO queue takes the hash of the body as deduplication id; it replaces an
     * earlier setting.
     *
     * @param on default false
     * @return a queue with this setting
     * @throws IllegalArgumentException if this is a standard queue
     */
    public LocalQueue contentBasedDeduplication(boolean on) {
        Checks.check(isFifo(), property("contentBasedDeduplication") + " is for FIFO queues only.");
        return new LocalQueue(name, visibilityTimeout, redrive, on);
    }

    /**
     * Gives the name.
     *
     * @return the name, unique in a pipeline
     */
    public String name() {
        return name;
    }

    /**
     * Says whether it is a FIFO queue.
     *
     * @return whether its name ends in {@code .fifo}
     */
    public boolean isFifo() {
        // C6: the name alone says it.
        return name.endsWith(FIFO_SUFFIX);
    }

    /**
     * Gives the visibility timeout.
     *
     * @return whole seconds
     */
    public Duration visibilityTimeout() {
        return visibilityTimeout;
    }

    /**
     * Gives the redrive policy.
     *
     * @return the policy; null for none
     */
    public @Nullable Redrive redrive() {
        return redrive;
    }

    /**
     * Says whether messages of the same body are duplicates.
     *
     * @return whether they are
     */
    public boolean contentBasedDeduplication() {
        return contentBasedDeduplication;
    }

    private String property(String property) {
        return "Queue '" + name + "': " + property;
    }

    @Override
    public String toString() {
        return "LocalQueue " + name;
    }

    /**
     * After how many receives a message goes where.
     *
     * @param queue the name of the dead-letter queue
     * @param maxReceiveCount the number of receives
     */
    public record Redrive(String queue, int maxReceiveCount) {}
}
