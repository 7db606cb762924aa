package dev.mailroom.local.doctor;

import java.util.Objects;

/**
 * One mistake.
 *
 * @param severity how bad it is
 * @param resource the logical id of the resource to change; empty if it is none alone
 * @param property the way to the property to change; empty if it is none alone
 * @param problem what is wrong, and which messages are lost by it
 * @param remedy what to write instead; empty if that goes without saying
 */
public record Finding(
        Severity severity, String resource, String property, String problem, String remedy) {

    /**
     * Takes all as they are.
     *
     * @param severity the severity
     * @param resource the resource
     * @param property the property
     * @param problem the problem
     * @param remedy the remedy
     */
    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Describes the mistake in one line.
     *
     * @return resource, property, problem and remedy
     */
    public String describe() {
        return (resource.isEmpty() ? "Template: " : "Resource '" + resource + "': ")
                + (property.isEmpty() ? "" : property + ": ")
                + problem
                + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
