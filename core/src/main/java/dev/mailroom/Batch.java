package dev.mailroom;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The records of one invocation, and what became of them. */
final class Batch {

    private final List<Delivery> deliveries;
    private final Context context;
    private final int remainingAtStart;

    private Batch(List<Delivery> deliveries, Context context) {
        this.deliveries = Collections.unmodifiableList(deliveries);
        this.context = context;
        this.remainingAtStart = context.getRemainingTimeInMillis();
    }

    static Batch open(SQSEvent event, Context context) {
        requireNonNull(context, "context; in a test, give one whose remaining time is positive");
        List<SQSMessage> messages = event == null ? null : event.getRecords();
        if (messages == null) {
            throw new IllegalArgumentException(
                    "expected an SQS event with \"Records\"; is the function's trigger an SQS queue?");
        }
        List<Delivery> deliveries = new ArrayList<>(messages.size());
        for (SQSMessage message : messages) {
            deliveries.add(new Delivery(SqsRecord.of(message), context));
        }
        return new Batch(deliveries, context);
    }

    /** In the order of the batch; unmodifiable. */
    List<Delivery> deliveries() {
        return deliveries;
    }

    /**
     * Only an interrupt leaves records behind: those of lanes not taken, and of handlers that did
     * not end.
     */
    void settleLeftBehind(RecordRunner runner) {
        for (Delivery delivery : deliveries) {
            if (delivery.outcome() == null) {
                runner.settleUnlessEnded(delivery, outcomeOfLeftBehind(delivery));
            }
        }
    }

    private static Outcome outcomeOfLeftBehind(Delivery delivery) {
        return delivery.started()
                ? new Outcome.Retry(new DeadlineExceededException(delivery.messageId()), null)
                : new Outcome.NotStarted(Outcome.NotStarted.Reason.DEADLINE);
    }

    List<RetryPolicy.Failed> retries() {
        List<RetryPolicy.Failed> retries = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            if (delivery.outcome() instanceof Outcome.Retry retry) {
                retries.add(new RetryPolicy.Failed(delivery, retry));
            }
        }
        return retries;
    }

    /** Names the records whose handlers are running. */
    String unfinished() {
        return deliveries.stream()
                .filter(delivery -> delivery.started() && delivery.outcome() == null)
                .map(delivery -> delivery.record().toString())
                .collect(joining(", "));
    }

    BatchSummary summary() {
        int remaining = context.getRemainingTimeInMillis();
        return BatchSummary.of(
                deliveries,
                Duration.ofMillis(
                        Math.max(0, remainingAtStart - remaining)), // the clock may step back
                Duration.ofMillis(remaining));
    }

    /** Lists the ids of the reported records, in the order of the batch, each id once. */
    SQSBatchResponse response() {
        Set<String> reported = new HashSet<>();
        List<BatchItemFailure> failures = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            Outcome outcome = delivery.outcome();
            if (outcome == null) {
                // C2: a record that is missing from the response is deleted, so throwing is the
                // only safe answer.
                throw new IllegalStateException(
                        delivery.record() + " has no outcome; the whole batch must be retried");
            }
            String id = delivery.messageId();
            if (outcome.reported() && reported.add(id)) {
                failures.add(new BatchItemFailure(id));
            }
        }
        return new SQSBatchResponse(failures);
    }
}
