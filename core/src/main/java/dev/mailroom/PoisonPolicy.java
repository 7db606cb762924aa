package dev.mailroom;

/**
 * Decides what happens to a poison message.
 *
 * <p>The default, {@link #report()}, keeps it in the queue, whose redrive policy moves it to the
 * dead-letter queue after {@code maxReceiveCount} receives. Implementations must be thread-safe
 * where several records or invocations run at once.
 */
@FunctionalInterface
public interface PoisonPolicy {

    /**
     * Takes over the message, or leaves it to the queue.
     *
     * <p>It is called in the thread that handled the record, within the deadline. What it throws is
     * logged and means {@link Disposition#REPORT}.
     *
     * @param delivery the record's delivery
     * @param cause why it is poison
     * @return what to do with the message
     * @throws Exception if it could not be taken over
     */
    Disposition dispose(Delivery delivery, PoisonMessageException cause) throws Exception;

    /**
     * Returns the policy that reports every poison message.
     *
     * @return the default policy
     */
    static PoisonPolicy report() {
        return (delivery, cause) -> Disposition.REPORT;
    }
}
