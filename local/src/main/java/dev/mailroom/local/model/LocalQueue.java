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
 * <p>Immutable and thread-safe: every setter returns a new value.
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

    private final String name;
    private final Duration visibilityTimeout;
    private final @Nullable Redrive redrive;
    private final boolean contentBasedDeduplication;
    private final boolean deduplicatesPerGroup;
    private final Duration delay;
    private final Duration retention;
    private final int maximumMessageSize;

    private LocalQueue(Settings settings) {
        this.name = settings.name;
        this.visibilityTimeout = settings.visibilityTimeout;
        this.redrive = settings.redrive;
        this.contentBasedDeduplication = settings.contentBasedDeduplication;
        this.deduplicatesPerGroup = settings.deduplicatesPerGroup;
        this.delay = settings.delay;
        this.retention = settings.retention;
        this.maximumMessageSize = settings.maximumMessageSize;
    }

    private LocalQueue with(Consumer<Settings> change) {
        Settings settings = new Settings(this);
        change.accept(settings);
        return new LocalQueue(settings);
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
        return new LocalQueue(new Settings(name));
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
        return with(settings -> settings.visibilityTimeout = timeout);
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
        return with(settings -> settings.redrive = new Redrive(queue, maxReceiveCount));
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
        return with(settings -> settings.contentBasedDeduplication = on);
    }

    /**
     * Says whether a FIFO queue looks for duplicates within a message group only, as {@code
     * DeduplicationScope: messageGroup} does in a template; it replaces an earlier setting. It
     * holds for what rules, topics and schedules send, whose deduplication id is the hash of the
     * body.
     *
     * @param on default false: in the whole queue
     * @return a queue with this setting
     * @throws IllegalArgumentException if this is a standard queue
     */
    public LocalQueue deduplicatesPerGroup(boolean on) {
        Checks.check(isFifo(), property("deduplicatesPerGroup") + " is for FIFO queues only.");
        return with(settings -> settings.deduplicatesPerGroup = on);
    }

    /**
     * Sets how long a new message stays hidden before its first delivery; it replaces an earlier
     * setting.
     *
     * @param time whole seconds, 0 to 900; default 0 seconds
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue delay(Duration time) {
        Objects.requireNonNull(time, "time");
        Checks.wholeSeconds(property("delay"), time, 0, MAX_DELAY_SECONDS);
        return with(settings -> settings.delay = time);
    }

    /**
     * Sets how long a message is kept, counted from its first send; it replaces an earlier setting.
     * An older message is dropped when an event source would get it.
     *
     * @param time whole seconds, 60 seconds to 14 days; default 4 days
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue retention(Duration time) {
        Objects.requireNonNull(time, "time");
        Checks.wholeSeconds(
                property("retention"), time, MIN_RETENTION_SECONDS, MAX_RETENTION_SECONDS);
        return with(settings -> settings.retention = time);
    }

    /**
     * Sets how large a message may be that a rule, a topic or a schedule sends; it replaces an
     * earlier setting.
     *
     * @param bytes 1,024 to 1,048,576, body and attributes together; default 1,048,576
     * @return a queue with this setting
     * @throws IllegalArgumentException if the value is out of range
     */
    public LocalQueue maximumMessageSize(int bytes) {
        Checks.within(property("maximumMessageSize"), bytes, MIN_MESSAGE_BYTES, MAX_MESSAGE_BYTES);
        return with(settings -> settings.maximumMessageSize = bytes);
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

    /**
     * Says whether duplicates are looked for within a message group only.
     *
     * @return whether they are
     */
    public boolean deduplicatesPerGroup() {
        return deduplicatesPerGroup;
    }

    /**
     * Gives the time before the first delivery of a message.
     *
     * @return whole seconds
     */
    public Duration delay() {
        return delay;
    }

    /**
     * Gives the time that a message is kept.
     *
     * @return whole seconds
     */
    public Duration retention() {
        return retention;
    }

    /**
     * Gives the largest size of a message.
     *
     * @return bytes
     */
    public int maximumMessageSize() {
        return maximumMessageSize;
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

    private static final class Settings {

        private final String name;
        private Duration visibilityTimeout = Duration.ofSeconds(30);
        private @Nullable Redrive redrive;
        private boolean contentBasedDeduplication;
        private boolean deduplicatesPerGroup;
        private Duration delay = Duration.ZERO;
        private Duration retention = Duration.ofDays(4);
        private int maximumMessageSize = MAX_MESSAGE_BYTES;

        Settings(String name) {
            this.name = name;
        }

        Settings(LocalQueue queue) {
            this.name = queue.name;
            this.visibilityTimeout = queue.visibilityTimeout;
            this.redrive = queue.redrive;
            this.contentBasedDeduplication = queue.contentBasedDeduplication;
            this.deduplicatesPerGroup = queue.deduplicatesPerGroup;
            this.delay = queue.delay;
            this.retention = queue.retention;
            this.maximumMessageSize = queue.maximumMessageSize;
        }
    }
}
