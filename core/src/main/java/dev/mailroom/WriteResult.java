package dev.mailroom;

/** What an idempotent write did. Both results are successes. */
public enum WriteResult {
    /** The item was written now, by this call. */
    WRITTEN,
    /** An item of the same key had already been written; nothing was changed. */
    DUPLICATE
}
