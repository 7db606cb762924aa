package dev.mailroom.local.internal.template;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.Projection;
import dev.mailroom.local.model.SecondaryIndex;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads the secondary indexes of a table. */
final class IndexReader {

    private static final PropertyRules INDEX =
            PropertyRules.reading("IndexName", "KeySchema", "Projection")
                    .noting(
                            "ContributorInsightsSpecification",
                            "OnDemandThroughput",
                            "ProvisionedThroughput",
                            "WarmThroughput");
    private static final PropertyRules PROJECTION =
            PropertyRules.reading("NonKeyAttributes", "ProjectionType");

    private IndexReader() {}

    static LocalTable indexes(LocalTable table, Block properties, KeyReader keys) {
        LocalTable indexed = table;
        for (Block index : properties.blocks("GlobalSecondaryIndexes")) {
            indexed = indexed.index(index(index, keys.partitionKey(index), keys));
        }
        for (Block index : properties.blocks("LocalSecondaryIndexes")) {
            index.place()
                    .at("KeySchema")
                    .check(
                            keys.partitionKey(index).equals(table.partitionKey()),
                            "must have the partition key of the table.");
            indexed = indexed.index(index(index, null, keys));
        }
        return indexed;
    }

    private static SecondaryIndex index(
            Block index, @Nullable KeyAttribute partitionKey, KeyReader keys) {
        index.check(INDEX);
        return new SecondaryIndex(
                index.text("IndexName"),
                partitionKey,
                keys.sortKey(index),
                projection(index.block("Projection")));
    }

    private static Projection projection(Block projection) {
        projection.check(PROJECTION);
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
