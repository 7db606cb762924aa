package dev.mailroom;

/**
 * Says that every record of a batch failed, for functions that want Lambda's error metric and
 * back-off to see it.
 *
 * @see SqsBatchHandler.Builder#failInvocationWhenAllFail(boolean)
 */
public final class BatchFailedException extends MailroomException {

    private static final long serialVersionUID = 1L;

    BatchFailedException(BatchSummary summary) {
        super(
                "all "
                        + summary.records()
                        + " records of the batch failed: "
                        + summary.retry()
                        + " to be retried, "
                        + summary.poison()
                        + " poison, "
                        + summary.notStarted()
                        + " not started",
                null);
    }
}
