package dev.mailroom.local.step;

/** What happened to a message in a queue. */
public sealed interface QueueStep extends PipelineStep {

    /**
     * A message arrived in a queue, whoever sent it.
     *
     * @param queue the name of the queue
     * @param messageId the id of the message
     */
    record MessageDelivered(String queue, String messageId) implements QueueStep {

        @Override
        public String describe() {
            return "message " + messageId + " delivered to queue " + queue;
        }
    }

    /**
     * SQS did not delete a message of a finished batch, so it is redelivered.
     *
     * @param queue the name of the queue
     * @param messageId the id of the message
     * @param error what SQS said
     */
    record MessageNotDeleted(String queue, String messageId, String error) implements QueueStep {

        @Override
        public String describe() {
            return "message " + messageId + " not deleted from queue " + queue + ": " + error;
        }
    }

    /**
     * A message matched no filter of its event source and was deleted unseen.
     *
     * @param queue the queue
     * @param messageId the message
     */
    record MessageFiltered(String queue, String messageId) implements QueueStep {

        @Override
        public String describe() {
            return "message " + messageId + " of queue " + queue + " matched no filter: deleted";
        }
    }

    /**
     * A message was older than its queue's retention period, and is lost.
     *
     * @param queue the queue
     * @param messageId the message
     */
    record MessageExpired(String queue, String messageId) implements QueueStep {

        @Override
        public String describe() {
            return "message "
                    + messageId
                    + " LOST: queue "
                    + queue
                    + " keeps messages no longer than its retention period";
        }
    }

    /**
     * A message was received too often and was moved to a dead-letter queue.
     *
     * @param queue the name of the queue that it was in
     * @param deadLetterQueue the name of the queue that it is in now
     * @param messageId the id of the message, the same in both
     */
    record MessageRedriven(String queue, String deadLetterQueue, String messageId)
            implements QueueStep {

        @Override
        public String describe() {
            return "message "
                    + messageId
                    + " moved from queue "
                    + queue
                    + " to dead-letter queue "
                    + deadLetterQueue;
        }
    }

    /**
     * A function quarantined a message: it sent a copy, which says why, to a queue. The step comes
     * after that of the copy's delivery.
     *
     * @param queue the name of the queue that holds the copy
     * @param messageId the id of the copy
     * @param originalId the id of the message that the function could not handle
     * @param function the name of the function
     * @param reason why it could not
     */
    record MessageQuarantined(
            String queue, String messageId, String originalId, String function, String reason)
            implements QueueStep {

        @Override
        public String describe() {
            return "message "
                    + originalId
                    + " quarantined by function "
                    + function
                    + " as message "
                    + messageId
                    + " in queue "
                    + queue
                    + ": "
                    + reason;
        }
    }

    /**
     * A message moved from a dead-letter queue to another queue, usually the one that it came from:
     * a redrive.
     *
     * @param deadLetterQueue the name of the queue that it was in
     * @param queue the name of the queue that it is in now
     * @param messageId the id of the message
     */
    record MessageReturned(String deadLetterQueue, String queue, String messageId)
            implements QueueStep {

        @Override
        public String describe() {
            return "message "
                    + messageId
                    + " moved back from dead-letter queue "
                    + deadLetterQueue
                    + " to queue "
                    + queue;
        }
    }
}
