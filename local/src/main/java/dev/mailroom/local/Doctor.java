package dev.mailroom.local;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.HandlerRoutes;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.doctor.Round;
import dev.mailroom.local.internal.lambda.HandledEvents;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the mistakes in a template by which messages are lost, or come back until they expire.
 *
 * <p>It checks event sources and their filters, queues and their retention, the policies,
 * permissions, roles and keys on the way, patterns and filter policies, topics and queues without a
 * consumer, functions that lose failed events, values that YAML reads differently than they look,
 * and whether rules and routes fit together.
 *
 * <p>What the template does not say, such as the value of a parameter without a default, or a role
 * or a queue policy elsewhere, is not a finding.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Checks a template with the values that its parameters have here; parameters without a value
     * are left open.
     *
     * @param template the template
     * @param routes everything that the functions of the template have handlers for; if empty,
     *     routes are not checked
     * @return the mistakes, without repetition; empty if there are none
     * @throws IllegalArgumentException if the file is not a template
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static List<Finding> check(LocalTemplate template, Route... routes) {
        return Round.check(template.readForDoctor(), List.of(routes));
    }

    /**
     * Asks the functions of a template which events they have handlers for: creates the handler of
     * each in a process with its class path and its variables, and reads the routes of its router.
     * No event is handled.
     *
     * @param template the template, with the class path of its functions
     * @return the routes, as far as they are known
     * @throws IllegalArgumentException if the template cannot run
     * @throws java.io.UncheckedIOException if the template cannot be read, or no process starts
     * @throws IllegalStateException if the thread is interrupted; its interrupt flag stays set
     */
    public static HandlerRoutes routes(LocalTemplate template) {
        Set<Route> routes = new LinkedHashSet<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        for (LocalFunction function : template.functionsOfQueues()) {
            HandledEvents handled = handled(function);
            handled.events().stream()
                    .map(event -> new Route(event.source(), event.detailType()))
                    .forEach(routes::add);
            if (handled.unknown() != null) {
                unknown.put(function.name(), handled.unknown());
            }
        }
        return new HandlerRoutes(List.copyOf(routes), unknown);
    }

    /** Asks one function. */
    static HandledEvents handled(LocalFunction function) {
        if (!(function instanceof LocalProcessFunction process)) {
            return new HandledEvents(List.of(), "it runs in this JVM");
        }
        try {
            return HandledEvents.of(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while handlers were asked.", e);
        }
    }
}
