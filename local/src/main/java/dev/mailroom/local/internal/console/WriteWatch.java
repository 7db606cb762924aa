package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.gateway.Forward;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees what functions write to their tables, and adds it to the stories. */
public final class WriteWatch implements Forward.Watcher {

    // INSERT INTO "Signups" VALUE …
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "\\s*(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+\"?([\\w.-]+)",
                    Pattern.CASE_INSENSITIVE);

    private final Stories stories;

    public WriteWatch(Stories stories) {
        this.stories = stories;
    }

    @Override
    public void answered(String target, byte[] request, int status, byte[] response) {
        String operation = target.substring(target.indexOf('.') + 1);
        try {
            tell(operation, json(request), status < 300 ? null : json(response));
        } catch (JsonProcessingException e) {
            // Neither a write nor an answer of DynamoDB: there is nothing to add.
        }
    }

    private void tell(String operation, JsonNode request, @Nullable JsonNode refusal) {
        String error = refusal == null ? null : error(refusal);
        switch (operation) {
            case "PutItem", "UpdateItem", "DeleteItem" ->
                    tell(request.path("TableName").asText(), operation, error, request);
            case "BatchWriteItem" ->
                    request.path("RequestItems")
                            .properties()
                            .forEach(
                                    table ->
                                            tell(
                                                    table.getKey(),
                                                    operation,
                                                    error,
                                                    table.getValue()));
            case "TransactWriteItems" ->
                    request.path("TransactItems")
                            .forEach(
                                    item ->
                                            item.forEach(
                                                    write ->
                                                            tell(
                                                                    write.path("TableName")
                                                                            .asText(),
                                                                    operation,
                                                                    error,
                                                                    write)));
            case "ExecuteStatement" -> statement(operation, error, request);
            case "BatchExecuteStatement" ->
                    request.path("Statements")
                            .forEach(statement -> statement(operation, error, statement));
            case "ExecuteTransaction" ->
                    request.path("TransactStatements")
                            .forEach(statement -> statement(operation, error, statement));
            default -> {}
        }
    }

    private void statement(String operation, @Nullable String error, JsonNode statement) {
        Matcher write = STATEMENT.matcher(statement.path("Statement").asText());
        if (write.lookingAt()) {
            tell(write.group(2), operation, error, statement);
        }
    }

    private void tell(String table, String operation, @Nullable String error, JsonNode what) {
        stories.wrote(new Write(table, operation, error, Ids.in(what.toString())));
    }

    private static String error(JsonNode refusal) {
        String type = refusal.path("__type").asText();
        return type.substring(type.indexOf('#') + 1);
    }

    private static JsonNode json(byte[] bytes) throws JsonProcessingException {
        return Json.read(new String(bytes, StandardCharsets.UTF_8));
    }
}
