package dev.mailroom.local.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A message in a dead-letter queue.
 *
 * @param id its id
 * @param body its body
 * @param attributes its message attributes, including those that say why it is there; binary ones
 *     in Base64; immutable
 */
public record DeadLetter(String id, String body, Map<String, String> attributes) {

    /**
     * Creates a dead letter.
     *
     * @param id its id
     * @param body its body
     * @param attributes its message attributes
     */
    public DeadLetter {
        requireNonNull(id, "id");
        requireNonNull(body, "body");
        attributes = Map.copyOf(attributes);
    }
}
