package dev.mailroom.local.doctor;

import java.util.List;
import java.util.Map;

/**
 * The routes that handlers report themselves.
 *
 * @param routes the routes of all functions that read a queue
 * @param unknown why the routes of a function are not known, by its name; empty if all are
 */
public record HandlerRoutes(List<Route> routes, Map<String, String> unknown) {

    /**
     * Creates it from copies of its parts.
     *
     * @param routes the routes
     * @param unknown why routes are not known
     */
    public HandlerRoutes {
        routes = List.copyOf(routes);
        unknown = Map.copyOf(unknown);
    }

    /**
     * Tells whether these are all the routes there are.
     *
     * @return whether the routes of all functions are known
     */
    public boolean isComplete() {
        return unknown.isEmpty();
    }
}
