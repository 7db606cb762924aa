package dev.mailroom.local.step;

import java.util.List;

/** What happened to a function and to its invocations. */
public sealed interface FunctionStep extends PipelineStep {

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
         * The response fails the whole batch: it is not JSON, or has a blank id or an id that is
         * not in the batch.
         */
        BAD_RESPONSE("bad response");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /**
     * A process of a function is ready for its first batch.
     *
     * @param function the name of the function
     * @param pid the id of the process
     */
    record FunctionStarted(String function, long pid) implements FunctionStep {

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
    record FunctionLog(String function, String line) implements FunctionStep {

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
            implements FunctionStep {

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
     * A function has used up its timeout and continues, because a debugger is attached to it.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     */
    record TimeoutHeld(String function, String requestId) implements FunctionStep {

        @Override
        public String describe() {
            return "timeout of function "
                    + function
                    + " held while a debugger is attached, request "
                    + requestId;
        }
    }

    /**
     * A batch waited for a free environment of its function, or for its message groups, until its
     * visibility timeout ended; its messages are redelivered.
     *
     * @param function the name of the function
     * @param queue the name of the queue
     * @param messageIds the ids of the messages, in the order of the batch
     */
    record BatchThrottled(String function, String queue, List<String> messageIds)
            implements FunctionStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " had no time for "
                    + messageIds.size()
                    + " of queue "
                    + queue
                    + ", which are redelivered";
        }
    }

    /**
     * A function was invoked asynchronously with an event.
     *
     * @param function the name of the function
     * @param requestId the id of the request, the same for each attempt
     * @param attempt 1 for the first attempt
     */
    record EventInvoked(String function, String requestId, int attempt) implements FunctionStep {

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
     * The last attempt to handle an event asynchronously failed, and the event is kept.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param destination where it is kept, such as {@code queue signups-failed}
     */
    record EventKept(String function, String requestId, String destination)
            implements FunctionStep {

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
     * The last attempt to handle an event asynchronously failed, and the event is lost.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param attempts how often it was tried
     * @param reason why it is not kept
     */
    record EventLost(String function, String requestId, int attempts, String reason)
            implements FunctionStep {

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
     * A function returned; the messages of its batch that it did not report as failed are deleted.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param failedMessageIds the ids of the messages that stay in the queue
     */
    record InvocationReturned(String function, String requestId, List<String> failedMessageIds)
            implements FunctionStep {

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
     * A function reported failures, but its event source does not have ReportBatchItemFailures, so
     * all messages of the batch are deleted.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param queue the name of the queue
     * @param failedMessageIds the ids of the messages that were reported as failed, and are lost
     */
    record FailuresIgnored(
            String function, String requestId, String queue, List<String> failedMessageIds)
            implements FunctionStep {

        @Override
        public String describe() {
            return "function "
                    + function
                    + " reported "
                    + failedMessageIds.size()
                    + " of queue "
                    + queue
                    + " as failed, LOST because ReportBatchItemFailures is missing: "
                    + failedMessageIds
                    + ", request "
                    + requestId;
        }
    }

    /**
     * An invocation failed; its whole batch stays in the queue, or its event is retried.
     *
     * @param function the name of the function
     * @param requestId the id of the request
     * @param reason the kind of failure
     * @param error what went wrong
     */
    record InvocationFailed(String function, String requestId, Reason reason, String error)
            implements FunctionStep {

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
}
