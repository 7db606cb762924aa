package dev.mailroom;

/** What is done with a poison message, as a {@link PoisonPolicy} decides. */
public enum Disposition {
    /** It is reported as failed: SQS keeps it. On a FIFO queue its message group waits. */
    REPORT,
    /** It is safe elsewhere: SQS deletes it. On a FIFO queue the rest of its group waits. */
    QUARANTINE,
    /** It is safe elsewhere: SQS deletes it. On a FIFO queue its group continues without it. */
    QUARANTINE_AND_GO_ON
}
