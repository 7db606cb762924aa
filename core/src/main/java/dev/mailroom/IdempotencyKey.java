package dev.mailroom;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What makes two deliveries one effect: the id of the event, or a key of the business such as an
 * order number.
 *
 * <p>Never use the SQS message id: a duplicate made by the producer or by EventBridge arrives with
 * a new one. Give the key a scope where several handlers share a table, so that each has its own
 * effects.
 *
 * @param scope the scope, usually a handler's name, or null
 * @param value the key within its scope
 */
public record IdempotencyKey(@Nullable String scope, String value) {

    private static final char SEPARATOR = '#';

    /**
     * Creates a key.
     *
     * @param scope the scope, or null
     * @param value the key within its scope
     * @throws IllegalArgumentException if the value is blank, or if the scope is blank or contains
     *     {@code #}
     */
    public IdempotencyKey {
        if (requireNonNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("an idempotency key must not be blank");
        }
        if (scope != null && (scope.isBlank() || scope.indexOf(SEPARATOR) >= 0)) {
            throw new IllegalArgumentException(
                    "the scope of an idempotency key must not be blank or contain '#'");
        }
    }

    /**
     * Returns a key without a scope.
     *
     * @param value the event's id or a business key
     * @return the key
     * @throws IllegalArgumentException if the value is blank
     */
    public static IdempotencyKey of(String value) {
        return new IdempotencyKey(null, value);
    }

    /**
     * Returns the same key within a scope.
     *
     * @param scope the scope, usually a handler's name
     * @return the key in that scope
     * @throws IllegalArgumentException if the scope is blank or contains {@code #}
     */
    public IdempotencyKey in(String scope) {
        return new IdempotencyKey(requireNonNull(scope, "scope"), value);
    }

    /**
     * Returns the key as it is stored: the value alone, or {@code scope#value}.
     *
     * @return the text of the key
     */
    public String text() {
        return scope == null ? value : scope + SEPARATOR + value;
    }
}
