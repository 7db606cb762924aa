package dev.mailroom.local.model;

import java.util.List;

/**
 * Something that happened in a local pipeline; {@link #describe()} and {@code toString()} tell it
 * in one line.
 *
 * <p>No step holds the body of a message, except for what a function itself writes to its log or
 * says in an error. Steps are immutable and thread-safe.
 */
public sealed interface PipelineStep {

    /**
     * Tells the step in one line, to be read by people.
     *
     * @return the line
     */
    String describe();

    /** Why an invocation failed. */
    enum Reason {
        /** The handler threw. */
        HANDLER_ERROR("handler error"),
        /** The function did not return within its timeout; its process was killed. */
        TIMEOUT("timeout"),
        /** The process of the function ended in the middle. */
        PROCESS_DIED("process died"),
        /** The function could not be started, or its constructor threw. */
        INIT_ERROR("init error"),
        /**
         * The function returned what fails the whole batch: no JSON, a blank id, or an id that is
         * not in the batch.
         */
        BAD_RESPONSE("bad response");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /**
     * A bus took an event.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event
     * @param source its source
     * @param detailType its detail-type
     */
    record EventPut(String bus, String eventId, String source, String detailType)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event " + eventId + " put on bus " + bus + ": " + source + " / " + detailType;
        }
    }

    /**
     * A bus did not take an event, and its sender was told so.
     *
     * @param bus the name of the bus
     * @param source the source of the event
     * @param detailType its detail-type
     * @param error what the sender was told
     */
    record EventRefused(String bus, String source, String detailType, String error)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event REFUSED by bus "
                    + bus
                    + ": "
                    + source
                    + " / "
                    + detailType
                    + ": "
                    + error;
        }
    }

    /**
     * A whole request to put events was refused, and its sender was told so.
     *
     * @param error what the sender was told
     */
    record PutRefused(String error) implements PipelineStep {

        @Override
        public String describe() {
            return "request to put events REFUSED: " + error;
        }
    }

    /**
     * An event is gone, though its sender was told that EventBridge took it.
     *
     * @param bus the name of the bus that it was put on
     * @param eventId the id that the sender was told
     * @param source its source
     * @param detailType its detail-type
     * @param reason why it is gone
     */
    record EventDropped(String bus, String eventId, String source, String detailType, String reason)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " put on bus "
                    + bus
                    + " LOST, and its sender does not know: "
                    + reason
                    + ": "
                    + source
                    + " / "
                    + detailType;
        }
    }

    /**
     * A rule matched an event, which now goes to one of its targets.
     *
     * @param eventId the id of the event
     * @param rule the name of the rule
     * @param target what the target is and its name, such as {@code queue signups}
     */
    record RuleMatched(String eventId, String rule, String target) implements PipelineStep {

        @Override
        public String describe() {
            return "event " + eventId + " matched rule " + rule + ", goes to " + target;
        }
    }

    /**
     * A rule sends all its events to a queue in one message group, whose id looks like the way to a
     * value of the event: EventBridge takes it literally.
     *
     * @param rule the name of the rule
     * @param queue the name of the queue
     * @param messageGroupId the id of the message group
     */
    record GroupIdIsNoPath(String rule, String queue, String messageGroupId)
            implements PipelineStep {

        @Override
        public String describe() {
            return "rule "
                    + rule
                    + " sends all events to queue "
                    + queue
                    + " in ONE message group: EventBridge does not read '"
                    + messageGroupId
                    + "' as a path";
        }
    }

    /**
     * No rule of its bus matched an event, which ends here.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event
     */
    record NoRuleMatched(String bus, String eventId) implements PipelineStep {

        @Override
        public String describe() {
            return "event " + eventId + " matched no rule on bus " + bus;
        }
    }

    /**
     * A scheduled rule made an event, which now goes to the targets of the rule.
     *
     * @param rule the name of the rule
     * @param eventId the id of the event
     */
    record ScheduleTicked(String rule, String eventId) implements PipelineStep {

        @Override
        public String describe() {
            return "schedule " + rule + " ticked: event " + eventId;
        }
    }

    /**
     * A target did not get an event, because it did not take it, or because nothing came of its
     * input transformer that can be sent. The event goes to the dead-letter queue of the target, or
     * is lost if there is none.
     *
     * @param eventId the id of the event
     * @param rule the name of the rule
     * @param target what the target is and its name, such as {@code queue signups}
     * @param error what the target said, or what is wrong with the input
     */
    record DeliveryFailed(String eventId, String rule, String target, String error)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " of rule "
                    + rule
                    + " not delivered to "
                    + target
                    + ": "
                    + error;
        }
    }

    /**
     * A topic sends what was published on it to a subscription.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     */
    record NotificationSent(String topic, String notificationId, String target)
            implements PipelineStep {

        @Override
        public String describe() {
            return "topic " + topic + " sends notification " + notificationId + " to " + target;
        }
    }

    /**
     * The filter policy of a subscription kept away what was published on its topic.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     */
    record NotificationFiltered(String topic, String notificationId, String target)
            implements PipelineStep {

        @Override
        public String describe() {
            return "topic "
                    + topic
                    + " does not send notification "
                    + notificationId
                    + " to "
                    + target
                    + ", by its filter policy";
        }
    }

    /**
     * A subscriber did not take a notification, which is lost: a subscription has no dead-letter
     * queue locally.
     *
     * @param topic the name of the topic
     * @param notificationId the id that SNS gave it
     * @param target what the subscriber is and its name, such as {@code queue signups}
     * @param error what the subscriber said
     */
    record NotificationFailed(String topic, String notificationId, String target, String error)
            implements PipelineStep {

        @Override
        public String describe() {
            return "notification "
                    + notificationId
                    + " of topic "
                    + topic
                    + " not delivered to "
                    + target
                    + ": "
                    + error;
        }
    }

    /**
     * A message came into a queue, whoever sent it.
     *
     * @param queue the name of the queue
     * @param messageId the id of the message
     */
    record MessageDelivered(String queue, String messageId) implements PipelineStep {

        @Override
        public String describe() {
            return "message " + messageId + " delivered to queue " + queue;
        }
    }

    /**
     * The process of a function is ready for its first batch.
     *
     * @param function the name of the function
     * @param pid the id of the process
     */
    record FunctionStarted(String function, long pid) implements PipelineStep {

        @Override
        public String describe() {
            return "function " + function + " started, process " + pid;
        }
    }

    /**
     * A function wrote a line to its standard output or standard error.
     *
     * @param function the name of the function
     * @param line the line
     */
    record FunctionLog(String function, String line) implements PipelineStep {

        @Override
        public String describe() {
            return "[" + function + "] " + line;
        }
    }

    /**
     * A function was invoked with a batch of a queue.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param queue the name of the queue
     * @param messageIds the ids of the messages, in the order of the batch
     */
    record BatchInvoked(String function, String requestId, String queue, List<String> messageIds)
            implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " invoked with "
                    + messageIds.size()
                    + " of queue "
                    + queue
                    + ", request "
                    + requestId;
        }
    }

    /**
     * A batch waited for a free environment of its function, or for its message groups, until its
     * visibility timeout ended; its messages come again.
     *
     * @param function the name of the function
     * @param queue the name of the queue
     * @param messageIds the ids of the messages, in the order of the batch
     */
    record BatchThrottled(String function, String queue, List<String> messageIds)
            implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " had no time for "
                    + messageIds.size()
                    + " of queue "
                    + queue
                    + ", which come again";
        }
    }

    /**
     * A function was invoked with an event, for whose outcome nobody waits.
     *
     * @param function the name of the function
     * @param requestId the id of the request, the same for each attempt
     * @param attempt 1 for the first attempt
     */
    record EventInvoked(String function, String requestId, int attempt) implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " invoked with an event, attempt "
                    + attempt
                    + ", request "
                    + requestId;
        }
    }

    /**
     * A function failed with an event for the last time, and the event is kept.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param destination where it is kept, such as {@code queue signups-failed}
     */
    record EventKept(String function, String requestId, String destination)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event of request "
                    + requestId
                    + ", given up by function "
                    + function
                    + ", sent to "
                    + destination;
        }
    }

    /**
     * A function failed with an event for the last time, and the event is lost.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param attempts how often it was tried
     * @param reason why it is not kept
     */
    record EventLost(String function, String requestId, int attempts, String reason)
            implements PipelineStep {

        @Override
        public String describe() {
            return "event of request "
                    + requestId
                    + " LOST after "
                    + attempts
                    + " attempts of function "
                    + function
                    + ": "
                    + reason;
        }
    }

    /**
     * A function returned; of a batch, what it did not report as failed is deleted.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param failedMessageIds the ids of the messages that stay in the queue
     */
    record InvocationReturned(String function, String requestId, List<String> failedMessageIds)
            implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " returned, "
                    + failedMessageIds.size()
                    + " failed"
                    + (failedMessageIds.isEmpty() ? "" : " " + failedMessageIds)
                    + ", request "
                    + requestId;
        }
    }

    /**
     * A function returned and reported failures, which nobody asked for: its event source does not
     * report batch item failures, so all messages of the batch are deleted.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param queue the name of the queue
     * @param failedMessageIds the ids of the messages that were reported as failed, and are lost
     */
    record FailuresIgnored(
            String function, String requestId, String queue, List<String> failedMessageIds)
            implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " reported "
                    + failedMessageIds.size()
                    + " of queue "
                    + queue
                    + " as failed, LOST for want of ReportBatchItemFailures: "
                    + failedMessageIds
                    + ", request "
                    + requestId;
        }
    }

    /**
     * An invocation failed; its whole batch stays in the queue, and an event is tried again.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param reason the kind of failure
     * @param error what went wrong
     */
    record InvocationFailed(String function, String requestId, Reason reason, String error)
            implements PipelineStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " failed, "
                    + reason.text
                    + ": "
                    + error
                    + ", request "
                    + requestId;
        }
    }

    /**
     * SQS did not delete a message of a finished batch, so it comes again.
     *
     * @param queue the name of the queue
     * @param messageId the id of the message
     * @param error what SQS said
     */
    record MessageNotDeleted(String queue, String messageId, String error) implements PipelineStep {

        @Override
        public String describe() {
            return "message " + messageId + " not deleted from queue " + queue + ": " + error;
        }
    }

    /**
     * A message matched no filter of its event source and was deleted, unseen.
     *
     * @param queue the queue
     * @param messageId the message
     */
    record MessageFiltered(String queue, String messageId) implements PipelineStep {

        @Override
        public String describe() {
            return "message " + messageId + " of queue " + queue + " matched no filter: deleted";
        }
    }

    /**
     * A message was older than its queue keeps messages, and is gone.
     *
     * @param queue the queue
     * @param messageId the message
     */
    record MessageExpired(String queue, String messageId) implements PipelineStep {

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
            implements PipelineStep {

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
     * A message left a dead-letter queue for another queue, most often the one that it came from:
     * somebody redrives what is in there.
     *
     * @param deadLetterQueue the name of the queue that it was in
     * @param queue the name of the queue that it is in now
     * @param messageId the id of the message
     */
    record MessageReturned(String deadLetterQueue, String queue, String messageId)
            implements PipelineStep {

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

    /** The pipeline is closed; this is its last step. */
    record Stopped() implements PipelineStep {

        @Override
        public String describe() {
            return "pipeline stopped";
        }
    }
}
