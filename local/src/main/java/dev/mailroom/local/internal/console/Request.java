package dev.mailroom.local.internal.console;

import java.util.List;

/**
 * An invocation of a function.
 *
 * @param messages the trails of the messages of its batch; empty if it is for one event
 * @param trail what happened to the request as a whole, the lines of the function among it
 */
record Request(String id, String function, List<Trail> messages, Trail trail) {

    /** What an outcome of the whole request is an outcome of. */
    List<Trail> subjects() {
        return messages.isEmpty() ? List.of(trail) : messages;
    }
}
