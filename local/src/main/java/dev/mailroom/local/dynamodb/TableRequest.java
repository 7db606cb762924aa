package dev.mailroom.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.Projection;
import dev.mailroom.local.model.SecondaryIndex;
import dev.mailroom.local.model.StreamView;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * The requests that make a table.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html">CreateTable</a>
 */
record TableRequest(LocalTable table) {

    ObjectNode create() {
        ObjectNode request = named();
        attributes(request.putArray("AttributeDefinitions"));
        keys(request.putArray("KeySchema"), table.partitionKey(), table.sortKey());
        billing(request.put("BillingMode", billingMode()));
        table.indexes().forEach(index -> index(request, index));
        @Nullable StreamView view = table.streamView();
        if (view != null) {
            request.putObject("StreamSpecification")
                    .put("StreamEnabled", true)
                    .put("StreamViewType", view.name());
        }
        return request;
    }

    ObjectNode named() {
        return Json.object().put("TableName", table.name());
    }

    ObjectNode timeToLive(String attribute) {
        ObjectNode request = named();
        request.putObject("TimeToLiveSpecification")
                .put("AttributeName", attribute)
                .put("Enabled", true);
        return request;
    }

    private void attributes(ArrayNode definitions) {
        for (KeyAttribute key : table.attributes()) {
            definitions
                    .addObject()
                    .put("AttributeName", key.name())
                    .put("AttributeType", key.type().code());
        }
    }

    private static void keys(
            ArrayNode schema, KeyAttribute partitionKey, @Nullable KeyAttribute sortKey) {
        schema.addObject().put("AttributeName", partitionKey.name()).put("KeyType", "HASH");
        if (sortKey != null) {
            schema.addObject().put("AttributeName", sortKey.name()).put("KeyType", "RANGE");
        }
    }

    private String billingMode() {
        return table.billing().isProvisioned() ? "PROVISIONED" : "PAY_PER_REQUEST";
    }

    private void billing(ObjectNode tableOrIndex) {
        if (table.billing().isProvisioned()) {
            tableOrIndex
                    .putObject("ProvisionedThroughput")
                    .put("ReadCapacityUnits", table.billing().readUnits())
                    .put("WriteCapacityUnits", table.billing().writeUnits());
        }
    }

    private void index(ObjectNode request, SecondaryIndex index) {
        @Nullable KeyAttribute partitionKey = index.partitionKey();
        boolean local = partitionKey == null;
        ObjectNode node =
                request.withArray(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes")
                        .addObject()
                        .put("IndexName", index.name());
        keys(
                node.putArray("KeySchema"),
                partitionKey == null ? table.partitionKey() : partitionKey,
                index.sortKey());
        projection(node.putObject("Projection"), index.projection());
        if (!local) {
            billing(node);
        }
    }

    private static void projection(ObjectNode node, Projection projection) {
        node.put("ProjectionType", projection.kind().name());
        if (projection.kind() == Projection.Kind.INCLUDE) {
            projection.others().forEach(node.putArray("NonKeyAttributes")::add);
        }
    }

    /** Whether a table that the server describes has the keys and indexes' keys of this one. */
    boolean fits(JsonNode description) {
        ObjectNode own = create();
        return unordered(description, "KeySchema").equals(unordered(own, "KeySchema"))
                && unordered(description, "AttributeDefinitions")
                        .equals(unordered(own, "AttributeDefinitions"));
    }

    private static Set<JsonNode> unordered(JsonNode table, String list) {
        Set<JsonNode> elements = new HashSet<>();
        table.path(list).forEach(elements::add);
        return elements;
    }
}
