package dev.mailroom.local;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.doctor.Round;

import java.util.List;

/**
 * Finds the mistakes in a template by which messages are lost, or come back until they expire.
 *
 * <p>It looks at event sources and their filters, at queues and what they keep for how long, at the
 * policies, permissions, roles and keys on the way, at patterns and filter policies, at topics and
 * queues that nobody listens to, at functions that lose the events that they fail with, at values
 * that YAML reads otherwise than they look, and at routes and rules that miss one another.
 *
 * <p>What the template does not say, such as the value of a parameter without a default, or a role
 * or a queue policy elsewhere, is not a finding.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Checks a template with the values that its parameters have here; those that have none are
     * left open.
     *
     * @param template the template
     * @param routes all that the functions of the template have handlers for; none leaves routes
     *     unchecked
     * @return the mistakes, each once; empty if there are none
     * @throws IllegalArgumentException if the file is not a template
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static List<Finding> check(LocalTemplate template, Route... routes) {
        return Round.check(template.readForDoctor(), List.of(routes));
    }
}
