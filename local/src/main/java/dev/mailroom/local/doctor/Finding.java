package dev.mailroom.local.doctor;

import java.util.Objects;

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
