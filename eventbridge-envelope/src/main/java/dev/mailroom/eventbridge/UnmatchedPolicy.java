package dev.mailroom.eventbridge;

/** What happens to an event that no handler is registered for. */
public enum UnmatchedPolicy {
    /**
     * It is a poison message: it is kept, and ends up in the dead-letter queue. Nothing is lost.
     */
    POISON,
    /** It is skipped: its message is deleted, and the listener is told. */
    SKIP
}
