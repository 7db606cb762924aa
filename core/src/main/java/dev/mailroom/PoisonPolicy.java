package dev.mailroom;

/**
 * Decides what becomes of a poison message.
 *
 * <p>The default, {@link #report()}, keeps it in the queue, whose redrive policy moves it to the
 * dead-letter queue after {@code maxReceiveCount} receives. Implementations must be thread-safe
 * where several records or invocations run at once.
 */
@FunctionalInterface
public interface PoisonPolicy {

    /**
     * Takes the message over, or leaves it to the queue.
     *
     * <p>It is called in the thread that handled the record, within the deadline. What it throws is
     * logged and means {@link Disposition#REPORT}.
     *
     * @param context the record's delivery
     * @param cause why it is poison
     * @return what to do with the message
     * @throws Exception if it could not be taken over
     */
    Disposition dispose(Delivery context, PoisonMessageException cause) throws Exception;

    /** What is done with a poison message. */
    enum Disposition {
        /** It is reported as failed: SQS keeps it. On a FIFO queue its message group waits. */
        REPORT,
        /** It is safe elsewhere: SQS deletes it. On a FIFO queue the rest of its group waits. */
        QUARANTINE,
        /** It is safe elsewhere: SQS deletes it. On a FIFO queue its group goes on without it. */
        QUARANTINE_AND_GO_ON
    }

    /**
     * Returns the policy that reports every poison message.
     *
     * @return the default policy
     */
    static PoisonPolicy report() {
        return (context, cause) -> Disposition.REPORT;
    }
}
