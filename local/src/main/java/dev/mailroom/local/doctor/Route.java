package dev.mailroom.local.doctor;

import java.util.Objects;

/**
 * An event that a function has a handler for.
 *
 * @param source the source of the event, such as {@code my.webapp}
 * @param detailType the detail-type of the event, such as {@code UserSignup}
 */
public record Route(String source, String detailType) {

    /**
     * Creates it from its parts.
     *
     * @param source the source
     * @param detailType the detail-type
     */
    public Route {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(detailType, "detailType");
    }
}
