package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.Checks;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A queue of a local pipeline, standard or FIFO.
 *
 * <p>Defaults: a visibility timeout of 30 seconds, no delay, a retention of 4 days, messages up to
 * 1 MiB, no dead-letter queue, no content-based deduplication.
 *
 * <p>Immutable and thread-safe: every setter returns a new value, in which it replaces an earlier
 * setting.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html">CreateQueue</a>
 */
public final class LocalQueue {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final String FIFO_SUFFIX = ".fifo";
    private static final long MAX_VISIBILITY_SECONDS = Duration.ofHours(12).toSeconds();
    private static final long MAX_DELAY_SECONDS = 900;
    private static final long MIN_RETENTION_SECONDS = 60;
    private static final long MAX_RETENTION_SECONDS = Duration.ofDays(14).toSeconds();
    private static final int MIN_MESSAGE_BYTES = 1_024;
    private static final int MAX_MESSAGE_BYTES = 1_048_576;

    private final Settings settings;

    private LocalQueue(Settings settings) {
        this.settings = settings;
    }

    private LocalQueue with(Consumer<Settings> change) {
        Settings changed = new Settings(settings);
        change.accept(changed);
        return new LocalQueue(changed);
    }

    /**
     * Describes a standard queue.
     *
     * @param name 1 to 80 letters, digits, hyphens and underscores
     * @return the queue
     * @throws IllegalArgumentException if SQS would refuse the name
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
     * @param name up to 80 letters, digits, hyphens and underscores, ending in {@code .fifo}
     * @return the queue
     * @throws IllegalArgumentException if SQS would refuse the name
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
        return new LocalQueue(new Settings(name));
    }

    /**
     * Sets how long a received message stays hidden from other receivers.
     *
     * @param timeout whole seconds, 0 seconds to 12 hours; default 30 seconds
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue visibilityTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        Checks.wholeSeconds(property("visibilityTimeout"), timeout, 0, MAX_VISIBILITY_SECONDS);
        return with(changed -> changed.visibilityTimeout = timeout);
    }

    /**
     * Sets the dead-letter queue for messages that were received too often; it must be declared
     * too.
     *
     * @param queue the name of the dead-letter queue, of the same type as this one
     * @param maxReceiveCount how often a message is received at most, 1 to 1,000
     * @return a queue with this setting
     * @throws IllegalArgumentException if the count is out of range
     */
    public LocalQueue deadLetterQueue(String queue, int maxReceiveCount) {
        Objects.requireNonNull(queue, "queue");
        Checks.within(property("maxReceiveCount"), maxReceiveCount, 1, 1_000);
        return with(changed -> changed.redrive = new RedrivePolicy(queue, maxReceiveCount));
    }

    /**
     * Sets whether a FIFO queue uses the hash of the body as the deduplication id.
     *
     * @param on default false
     * @return a queue with this setting
     * @throws IllegalArgumentException if this is a standard queue
     */
    public LocalQueue contentBasedDeduplication(boolean on) {
        Checks.check(isFifo(), property("contentBasedDeduplication") + " is for FIFO queues only.");
        return with(changed -> changed.contentBasedDeduplication = on);
    }

    /**
     * Sets whether a FIFO queue looks for duplicates only within a message group, like {@code
     * DeduplicationScope: messageGroup} in a template. It applies to messages from rules, topics
     * and schedules, whose deduplication id is the hash of the body.
     *
     * @param on default false: in the whole queue
     * @return a queue with this setting
     * @throws IllegalArgumentException if this is a standard queue
     */
    public LocalQueue deduplicatesPerGroup(boolean on) {
        Checks.check(isFifo(), property("deduplicatesPerGroup") + " is for FIFO queues only.");
        return with(changed -> changed.deduplicatesPerGroup = on);
    }

    /**
     * Sets how long a new message stays hidden before its first delivery.
     *
     * @param time whole seconds, 0 to 900; default 0 seconds
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue delay(Duration time) {
        Objects.requireNonNull(time, "time");
        Checks.wholeSeconds(property("delay"), time, 0, MAX_DELAY_SECONDS);
        return with(changed -> changed.delay = time);
    }

    /**
     * Sets how long a message is kept, counted from its first send. An older message is dropped
     * when an event source would receive it.
     *
     * @param time whole seconds, 60 seconds to 14 days; default 4 days
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue retention(Duration time) {
        Objects.requireNonNull(time, "time");
        Checks.wholeSeconds(
                property("retention"), time, MIN_RETENTION_SECONDS, MAX_RETENTION_SECONDS);
        return with(changed -> changed.retention = time);
    }

    /**
     * Sets the maximum size of a message from a rule, a topic or a schedule.
     *
     * @param bytes 1,024 to 1,048,576, body and attributes together; default 1,048,576
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue maximumMessageSize(int bytes) {
        Checks.within(property("maximumMessageSize"), bytes, MIN_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        return with(changed -> changed.maximumMessageSize = bytes);
    }

    /**
     * Returns the name.
     *
     * @return the name, unique in a pipeline
     */
    public String name() {
        return settings.name;
    }

    /**
     * Tells whether it is a FIFO queue.
     *
     * @return whether its name ends in {@code .fifo}
     */
    public boolean isFifo() {
        // C6: only the name counts.
        return settings.name.endsWith(FIFO_SUFFIX);
    }

    /**
     * Returns the visibility timeout.
     *
     * @return whole seconds
     */
    public Duration visibilityTimeout() {
        return settings.visibilityTimeout;
    }

    /**
     * Returns the redrive policy.
     *
     * @return the policy; null for none
     */
    public @Nullable RedrivePolicy redrive() {
        return settings.redrive;
    }

    /**
     * Tells whether messages of the same body are duplicates.
     *
     * @return whether they are
     */
    public boolean contentBasedDeduplication() {
        return settings.contentBasedDeduplication;
    }

    /**
     * Tells whether duplicates are looked for within a message group only.
     *
     * @return whether they are
     */
    public boolean deduplicatesPerGroup() {
        return settings.deduplicatesPerGroup;
    }

    /**
     * Returns the time before the first delivery of a message.
     *
     * @return whole seconds
     */
    public Duration delay() {
        return settings.delay;
    }

    /**
     * Returns the time that a message is kept.
     *
     * @return whole seconds
     */
    public Duration retention() {
        return settings.retention;
    }

    /**
     * Returns the largest size of a message.
     *
     * @return bytes
     */
    public int maximumMessageSize() {
        return settings.maximumMessageSize;
    }

    private String property(String property) {
        return "Queue '" + settings.name + "': " + property;
    }

    @Override
    public String toString() {
        return "LocalQueue " + settings.name;
    }

    /** Mutable only until a queue is created from it. */
    private static final class Settings {

        private final String name;
        private Duration visibilityTimeout = Duration.ofSeconds(30);
        private @Nullable RedrivePolicy redrive;
        private boolean contentBasedDeduplication;
        private boolean deduplicatesPerGroup;
        private Duration delay = Duration.ZERO;
        private Duration retention = Duration.ofDays(4);
        private int maximumMessageSize = MAX_MESSAGE_BYTES;

        Settings(String name) {
            this.name = name;
        }

        Settings(Settings other) {
            this.name = other.name;
            this.visibilityTimeout = other.visibilityTimeout;
            this.redrive = other.redrive;
            this.contentBasedDeduplication = other.contentBasedDeduplication;
            this.deduplicatesPerGroup = other.deduplicatesPerGroup;
            this.delay = other.delay;
            this.retention = other.retention;
            this.maximumMessageSize = other.maximumMessageSize;
        }
    }
}
