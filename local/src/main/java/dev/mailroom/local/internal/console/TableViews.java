package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The items of the tables as they are now. */
final class TableViews {

    private static final int MOST = 200;

    private final Map<String, LocalTable> tables;
    private final @Nullable AwsJson dynamoDb;

    TableViews(ConsoleParts parts) {
        this.tables = parts.definition().tables();
        URI endpoint = parts.dynamoDb();
        this.dynamoDb = endpoint == null ? null : AwsJson.dynamoDb(endpoint);
    }

    JsonNode list() {
        ObjectNode list = Json.object();
        ArrayNode names = list.putArray("tables");
        tables.keySet().stream().sorted().forEach(names::add);
        return list;
    }

    JsonNode items(String name) throws IOException, ConsoleException {
        LocalTable table = tables.get(name);
        if (table == null || dynamoDb == null) {
            throw new ConsoleException(404, "There is no table " + name + ".");
        }
        JsonNode found =
                dynamoDb.call("Scan", Json.object().put("TableName", name).put("Limit", MOST));
        ObjectNode view = Json.object().put("more", found.hasNonNull("LastEvaluatedKey"));
        ArrayNode keys = view.putArray("keys").add(table.partitionKey().name());
        KeyAttribute sortKey = table.sortKey();
        if (sortKey != null) {
            keys.add(sortKey.name());
        }
        ArrayNode items = view.putArray("items");
        found.path("Items").forEach(item -> items.add(plain(item)));
        return view;
    }

    private static ObjectNode plain(JsonNode attributes) {
        ObjectNode plain = Json.object();
        attributes
                .properties()
                .forEach(entry -> plain.set(entry.getKey(), value(entry.getValue())));
        return plain;
    }

    /** A value without its type descriptors. */
    private static JsonNode value(JsonNode typed) {
        Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
        return switch (value.getKey()) {
            case "M" -> plain(value.getValue());
            case "L" -> {
                ArrayNode list = Json.object().putArray("list");
                value.getValue().forEach(element -> list.add(value(element)));
                yield list;
            }
            case "NULL" -> Json.text("null");
            default -> value.getValue();
        };
    }
}
