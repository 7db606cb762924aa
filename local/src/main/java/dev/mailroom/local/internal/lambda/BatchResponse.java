package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The meaning of a function's response for the messages of its batch.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
 *     errors for an SQS event source</a>
 */
sealed interface BatchResponse {

    /** These messages stay in the queue, all others are deleted. */
    record Failed(Set<String> messageIds) implements BatchResponse {}

    /** Every message stays in the queue. */
    record WholeBatch(String why) implements BatchResponse {}

    /** Reads a response that may report failures. */
    static BatchResponse read(String response, Set<String> batch) {
        JsonNode root;
        try {
            root = Json.read(response);
        } catch (JsonProcessingException e) {
            return new WholeBatch("the response is not JSON"); // C1
        }
        if (root.isMissingNode() || root.isNull()) {
            return new Failed(Set.of()); // C2
        }
        if (!root.isObject()) {
            return new WholeBatch("the response is not a JSON object");
        }
        return read(root.path("batchItemFailures"), batch);
    }

    /** No message stays in the queue, although the response says that these failed. */
    record Ignored(Set<String> messageIds) implements BatchResponse {}

    /** The response without ReportBatchItemFailures: whatever it says, everything is done (C4). */
    static BatchResponse ignoring(String response, Set<String> batch) {
        BatchResponse read = read(response, batch);
        if (read instanceof Failed failed && !failed.messageIds().isEmpty()) {
            return new Ignored(failed.messageIds());
        }
        return new Failed(Set.of());
    }

    private static BatchResponse read(JsonNode failures, Set<String> batch) {
        if (failures.isMissingNode() || failures.isNull()) {
            return new Failed(Set.of()); // C2
        }
        if (!failures.isArray()) {
            return new WholeBatch("batchItemFailures is not a list");
        }
        Set<String> failed = new LinkedHashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            if (id.isBlank()) {
                return new WholeBatch("an item of batchItemFailures has no itemIdentifier"); // C3
            }
            if (!batch.contains(id)) {
                return new WholeBatch(
                        "batchItemFailures names " + id + ", which is not in the batch"); // C3
            }
            failed.add(id);
        }
        return new Failed(failed);
    }
}
