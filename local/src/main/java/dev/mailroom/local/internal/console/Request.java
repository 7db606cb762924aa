package dev.mailroom.local.internal.console;

import java.util.List;

/**
 * An invocation of a function.
 *
 * @param messages the trails of the messages of its batch; empty if it is for one event
 * @param trail what happened to the request as a whole, including the lines of the function
 */
record Request(String id, String function, List<Trail> messages, Trail trail) {

    /** The trails that an outcome of the whole request applies to. */
    List<Trail> subjects() {
        return messages.isEmpty() ? List.of(trail) : messages;
    }
}
