package dev.mailroom.local.internal.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import java.time.Instant;

/**
 * An event whose last attempt has failed, in the two forms in which it is kept.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing
 *     records of Lambda asynchronous invocations</a>
 */
record AsyncFailure(String function, Invocation invocation, int attempts, String error) {

    private static final int MAX_ERROR = 1024;

    /**
     * The message for the function's dead-letter queue: the event, with the reason in attributes.
     */
    OutgoingMessage deadLetter() {
        ObjectNode attributes = Json.object();
        attributes.set("RequestID", OutgoingMessage.attribute("String", invocation.requestId()));
        attributes.set("ErrorCode", OutgoingMessage.attribute("Number", "200"));
        String start = error.substring(0, Math.min(error.length(), MAX_ERROR));
        attributes.set("ErrorMessage", OutgoingMessage.attribute("String", start));
        return new OutgoingMessage(invocation.payload(), null, attributes)
                .forEvent(invocation.eventId());
    }

    /**
     * The message for the destination on failure: a record of the invocation that contains the
     * event.
     */
    OutgoingMessage invocationRecord(Instant time) {
        ObjectNode failure = Json.object().put("version", "1.0").put("timestamp", time.toString());
        failure.putObject("requestContext")
                .put("requestId", invocation.requestId())
                .put("functionArn", LocalAccount.functionArn(function) + ":$LATEST")
                .put("condition", "RetriesExhausted")
                .put("approximateInvokeCount", attempts);
        failure.set("requestPayload", payload());
        failure.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        failure.putObject("responsePayload").put("errorMessage", error);
        return new OutgoingMessage(Json.write(failure), null).forEvent(invocation.eventId());
    }

    private JsonNode payload() {
        try {
            return Json.read(invocation.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A function was invoked with what is not JSON.", e);
        }
    }
}
