package dev.mailroom.local;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.doctor.Round;

import java.util.List;

/**
 * Finds the mistakes in a template by which messages are lost, or come back for ever.
 *
 * <p>It finds event sources without {@code ReportBatchItemFailures}, visibility timeouts that are
 * too short, queues and targets without a dead-letter queue, redrive after the first failure,
 * settings that a FIFO queue forbids or needs, functions that lose the events that they fail with,
 * policies that do not admit a rule or a topic or that admit everybody, topics and queues that
 * nobody listens to, patterns and filters that do not compile, and routes and rules that miss one
 * another.
 */
public final class Doctor {

    private Doctor() {}

    /**
     * Checks a template with the values that its parameters have here.
     *
     * @param template the template
     * @param routes all that the functions of the template have handlers for; none leaves routes
     *     unchecked
     * @return the mistakes, each once; empty if there are none
     * @throws IllegalArgumentException if the file is no template, or a parameter has no value
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static List<Finding> check(LocalTemplate template, Route... routes) {
        return Round.check(template.read(), List.of(routes));
    }
}
