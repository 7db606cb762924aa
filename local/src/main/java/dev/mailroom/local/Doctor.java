package dev.mailroom.local;

import java.util.List;
import java.util.Objects;

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
     * An event that a function has a handler for.
     *
     * @param source the source of the event, such as {@code my.webapp}
     * @param detailType the detail-type of the event, such as {@code UserSignup}
     */
    public record Route(String source, String detailType) {

        /**
         * Takes both as they are.
         *
         * @param source the source
         * @param detailType the detail-type
         */
        public Route {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(detailType, "detailType");
        }
    }

    /**
     * One mistake.
     *
     * @param resource the logical id of the resource to mend; empty if it is none alone
     * @param property the way to the property to mend; empty if it is none alone
     * @param problem what is wrong, and what comes of it
     */
    public record Finding(String resource, String property, String problem) {

        /**
         * Takes all three as they are.
         *
         * @param resource the resource
         * @param property the property
         * @param problem the problem
         */
        public Finding {
            Objects.requireNonNull(resource, "resource");
            Objects.requireNonNull(property, "property");
            Objects.requireNonNull(problem, "problem");
        }

        /**
         * Describes the mistake in one line.
         *
         * @return resource, property and problem
         */
        public String describe() {
            return (resource.isEmpty() ? "Template: " : "Resource '" + resource + "': ")
                    + (property.isEmpty() ? "" : property + ": ")
                    + problem;
        }
    }

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
        DoctorRound round = new DoctorRound(template.read());
        new MappingDoctor(round).check();
        new SubscriptionDoctor(round).check();
        new RuleDoctor(round, List.of(routes)).check();
        return round.findings();
    }
}
