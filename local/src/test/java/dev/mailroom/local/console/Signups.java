package dev.mailroom.local.console;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEndpoints;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stores signups, and logs as Mailroom does; one without a name is poison until it is mended. */
final class Signups implements RequestHandler<SQSEvent, SQSBatchResponse> {

    static final AtomicBoolean MENDED = new AtomicBoolean();

    private final AwsJson dynamoDb;

    Signups(LocalEndpoints endpoints) {
        this.dynamoDb = AwsJson.dynamoDb(endpoints.dynamoDb());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            if (!handle(message, context)) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean handle(SQSEvent.SQSMessage message, Context context) {
        try {
            JsonNode signup = Json.read(message.getBody());
            String id = signup.path("id").asText();
            context.getLogger().log("Processing user signup event " + id);
            if (!signup.at("/detail/name").isTextual() && !MENDED.get()) {
                context.getLogger()
                        .log(
                                "POISON: message "
                                        + message.getMessageId()
                                        + ", receive "
                                        + message.getAttributes().get("ApproximateReceiveCount")
                                        + ": the detail has no field 'name'");
                return false;
            }
            store(id, signup.path("detail"));
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void store(String id, JsonNode detail) throws IOException, InterruptedException {
        ObjectNode put = Json.object().put("TableName", "Signups");
        ObjectNode item = put.putObject("Item");
        item.putObject("id").put("S", id);
        item.putObject("email").put("S", detail.path("email").asText());
        item.putObject("name").put("S", detail.path("name").asText("unknown"));
        dynamoDb.call("PutItem", put);
    }
}
