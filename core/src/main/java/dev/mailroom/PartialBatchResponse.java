package dev.mailroom;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells SQS exactly which messages to keep. */
final class PartialBatchResponse {

    private PartialBatchResponse() {}

    /** Lists the ids of the reported records, in the order of the batch, each id once. */
    static SQSBatchResponse of(List<RecordContext> batch) {
        Set<String> reported = new LinkedHashSet<>();
        for (RecordContext context : batch) {
            Outcome outcome = context.outcome();
            if (outcome == null) {
                // C2: a record that is missing from the response is deleted, so throwing is the
                // only safe answer.
                throw new IllegalStateException(
                        context.record() + " has no outcome; the whole batch must be retried");
            }
            if (outcome.reported()) {
                reported.add(context.record().messageId());
            }
        }
        return new SQSBatchResponse(
                reported.stream().map(BatchItemFailure::new).collect(Collectors.toList()));
    }
}
