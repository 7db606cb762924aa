package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.Projection;
import dev.mailroom.local.model.SecondaryIndex;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the secondary indexes of a table. */
final class IndexReader {

    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "ContributorInsightsSpecification",
                    "OnDemandThroughput",
                    "ProvisionedThroughput",
                    "WarmThroughput");

    private IndexReader() {}

    static LocalTable indexes(LocalTable table, Block properties, KeyReader keys, Notes notes) {
        LocalTable indexed = table;
        for (Block index : properties.blocks("GlobalSecondaryIndexes")) {
            indexed = indexed.index(index(index, keys.partitionKey(index), keys, notes));
        }
        for (Block index : properties.blocks("LocalSecondaryIndexes")) {
            index.place()
                    .at("KeySchema")
                    .check(
                            keys.partitionKey(index).equals(table.partitionKey()),
                            "must have the partition key of the table.");
            indexed = indexed.index(index(index, null, keys, notes));
        }
        return indexed;
    }

    private static SecondaryIndex index(
            Block index, @Nullable KeyAttribute partitionKey, KeyReader keys, Notes notes) {
        notes.properties(
                index.place(),
                index.only(Set.of("IndexName", "KeySchema", "Projection"), WITHOUT_MEANING));
        return new SecondaryIndex(
                index.text("IndexName"),
                partitionKey,
                keys.sortKey(index),
                projection(index.block("Projection")));
    }

    private static Projection projection(Block projection) {
        projection.only("NonKeyAttributes", "ProjectionType");
        String type = projection.text("ProjectionType", "ALL");
        return switch (type) {
            case "ALL" -> Projection.ALL;
            case "KEYS_ONLY" -> Projection.KEYS_ONLY;
            case "INCLUDE" -> Projection.including(texts(projection.json("NonKeyAttributes")));
            default ->
                    throw projection
                            .place()
                            .at("ProjectionType")
                            .fault("must be ALL, KEYS_ONLY or INCLUDE, was '" + type + "'.");
        };
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
