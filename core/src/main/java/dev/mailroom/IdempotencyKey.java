package dev.mailroom;

import static java.util.Objects.requireNonNull;

/**
 * What makes two deliveries one effect: the id of the event, or a key of the business such as an
 * order number.
 *
 * <p>Never use the SQS message id: a duplicate made by the producer or by EventBridge arrives with
 * a new one. Give the key a {@linkplain #in scope} where several handlers share a table, so that
 * each has its own effects.
 *
 * @param text the key as it is stored; keys of the same text are the same, so give a scope to all
 *     keys of a table or to none
 */
public record IdempotencyKey(String text) {

    private static final char SEPARATOR = '#';

    /**
     * Creates a key.
     *
     * @param text the key as it is stored
     * @throws IllegalArgumentException if it is blank
     */
    public IdempotencyKey {
        if (requireNonNull(text, "key").isBlank()) {
            throw new IllegalArgumentException("an idempotency key must not be blank");
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
        return new IdempotencyKey(value);
    }

    /**
     * Returns this key within a scope: {@code scope#key}. Scopes nest; the last one is the
     * outermost.
     *
     * @param scope the scope, usually a handler's name
     * @return the key in that scope
     * @throws IllegalArgumentException if the scope is blank or contains {@code #}
     */
    public IdempotencyKey in(String scope) {
        if (requireNonNull(scope, "scope").isBlank() || scope.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException(
                    "the scope of an idempotency key must not be blank or contain '#'");
        }
        return new IdempotencyKey(scope + SEPARATOR + text);
    }
}
