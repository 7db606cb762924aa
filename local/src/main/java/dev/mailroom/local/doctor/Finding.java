package dev.mailroom.local.doctor;

import java.util.Objects;

/**
 * One mistake.
 *
 * @param severity how bad it is
 * @param resource the logical id of the resource to change; empty if there is no single one
 * @param property the path of the property to change; empty if there is no single one
 * @param problem what is wrong, and which messages it loses
 * @param remedy what to write instead; empty if that is obvious
 */
public record Finding(
        Severity severity, String resource, String property, String problem, String remedy) {

    /**
     * Creates it from its parts.
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
     * Returns the mistake in one line.
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
