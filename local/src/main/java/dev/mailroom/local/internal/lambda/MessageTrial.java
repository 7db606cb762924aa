package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.sqs.SqsMessage;
import dev.mailroom.local.model.LocalEventSource;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Invokes a function with single messages that are in no queue, as an event source would. */
public final class MessageTrial {

    private static final String GROUP = "MessageGroupId";

    private final String queue;
    private final MessageFilter filter;
    private final FunctionInvoker function;

    public MessageTrial(LocalEventSource source, FunctionInvoker function) {
        this.queue = source.queue();
        this.filter = new MessageFilter(source.filters());
        this.function = function;
    }

    /** What became of a message. */
    public sealed interface Verdict {

        /**
         * Why the function cannot handle the message, or null if it can.
         *
         * @param said what the function said of a message that it reported
         * @param quarantined why it quarantined the message, or null if it did not
         */
        @Nullable String fault(String said, @Nullable String quarantined);

        /** It would be deleted. */
        record Deleted() implements Verdict {
            @Override
            public @Nullable String fault(String said, @Nullable String quarantined) {
                return quarantined;
            }
        }

        /** The function's response reports it. */
        record Reported() implements Verdict {
            @Override
            public String fault(String said, @Nullable String quarantined) {
                return said;
            }
        }

        /** It did not reach the function, or the invocation failed. */
        record Failed(String why) implements Verdict {
            @Override
            public String fault(String said, @Nullable String quarantined) {
                return why;
            }
        }
    }

    /**
     * Tries a message, alone in its batch. It need not be the only one of its message group: the
     * others do not wait for it.
     *
     * @param message in the form of a ReceiveMessage response
     * @throws IllegalStateException if the function was closed, which ends an invocation
     */
    public Verdict of(ObjectNode message) throws InterruptedException {
        SqsMessage tried =
                new SqsMessage(queue, queue.endsWith(".fifo") ? grouped(message) : message);
        if (!filter.passes(tried)) {
            return new Verdict.Failed("the filters of the event source drop it");
        }
        String payload = BatchDelivery.payload(List.of(tried));
        // It has no other caller whom this one would have to wait for.
        InvocationResult result =
                function.invoke(new Invocation(UUID.randomUUID().toString(), payload));
        if (function.isClosed()) {
            throw new IllegalStateException(
                    "The pipeline was closed before the messages were tried.");
        }
        return result instanceof InvocationResult.Failed failed
                ? new Verdict.Failed(failed.error())
                : read(((InvocationResult.Returned) result).response(), tried.id());
    }

    // A FIFO queue has no message without a group: this one is a group of its own.
    private static ObjectNode grouped(ObjectNode message) {
        ObjectNode attributes = message.withObjectProperty("Attributes");
        if (!attributes.has(GROUP)) {
            attributes.put(GROUP, message.path("MessageId").asText());
        }
        return message;
    }

    private static Verdict read(String response, String id) {
        // Without ReportBatchItemFailures too: a failure that is ignored is a failure.
        BatchResponse read = BatchResponse.read(response, Set.of(id));
        if (read instanceof BatchResponse.WholeBatch whole) {
            return new Verdict.Failed(whole.why());
        }
        return read.equals(new BatchResponse.Failed(Set.of()))
                ? new Verdict.Deleted()
                : new Verdict.Reported();
    }
}
