package dev.mailroom.local.internal.console;

import java.time.Instant;

/**
 * One moment of a story.
 *
 * @param number counts up, because several moments may have the same time
 * @param text what happened, or a line that a function wrote
 */
record Moment(long number, Instant at, Level level, String text) {

    enum Level {
        PLAIN,
        GOOD,
        WARN,
        BAD,
        /** A line that a function wrote. */
        LOG
    }

    boolean isLog() {
        return level == Level.LOG;
    }
}
