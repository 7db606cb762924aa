package dev.mailroom;

/**
 * Says that a key is already used for something else: the same idempotency key came with content
 * that differs from the stored item's.
 *
 * <p>Nothing was written, and no later delivery can change that, so the message is poison. Either
 * the sender used one key for two things, or the key does not identify the effect. Choose a better
 * key.
 */
public final class IdempotencyConflictException extends PoisonMessageException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param reason where the conflict was found, without values of the payload
     */
    public IdempotencyConflictException(String reason) {
        super(reason);
    }
}
