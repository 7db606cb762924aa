package dev.mailroom.local.model;

import dev.mailroom.local.internal.support.LocalAccount;

import java.util.Locale;

/**
 * A destination: a queue, a function, a topic or a bus, identified by its name.
 *
 * @param kind what it is
 * @param name its name
 */
public record Destination(Kind kind, String name) {

    /** The kinds of destinations. */
    public enum Kind {
        /** A queue. */
        QUEUE,
        /** A function. */
        FUNCTION,
        /** A topic. */
        TOPIC,
        /** An event bus. */
        BUS;

        /**
         * Returns the word for it.
         *
         * @return such as {@code queue}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Names a queue.
     *
     * @param name the name
     * @return the queue
     */
    public static Destination queue(String name) {
        return new Destination(Kind.QUEUE, name);
    }

    /**
     * Names a function.
     *
     * @param name the name
     * @return the function
     */
    public static Destination function(String name) {
        return new Destination(Kind.FUNCTION, name);
    }

    /**
     * Names a topic.
     *
     * @param name the name
     * @return the topic
     */
    public static Destination topic(String name) {
        return new Destination(Kind.TOPIC, name);
    }

    /**
     * Names an event bus.
     *
     * @param name the name
     * @return the bus
     */
    public static Destination bus(String name) {
        return new Destination(Kind.BUS, name);
    }

    /**
     * Returns the ARN.
     *
     * @return the ARN
     */
    public String arn() {
        return switch (kind) {
            case QUEUE -> LocalAccount.queueArn(name);
            case FUNCTION -> LocalAccount.functionArn(name);
            case TOPIC -> LocalAccount.topicArn(name);
            case BUS -> LocalAccount.busArn(name);
        };
    }

    /** Its kind and its name, such as {@code queue signups}. */
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
