package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.StreamView;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads tables from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html">AWS::DynamoDB::Table</a>
 */
final class TableReader {

    private static final PropertyRules TABLE =
            PropertyRules.reading(
                            "AttributeDefinitions",
                            "BillingMode",
                            "GlobalSecondaryIndexes",
                            "KeySchema",
                            "LocalSecondaryIndexes",
                            "ProvisionedThroughput",
                            "StreamSpecification",
                            "TableName",
                            "TimeToLiveSpecification")
                    .noting(
                            "ContributorInsightsSpecification",
                            "DeletionProtectionEnabled",
                            "KinesisStreamSpecification",
                            "OnDemandThroughput",
                            "PointInTimeRecoverySpecification",
                            "ResourcePolicy",
                            "SSESpecification",
                            "TableClass",
                            "Tags",
                            "WarmThroughput");
    private static final PropertyRules SIMPLE_TABLE =
            PropertyRules.reading("TableName", "PrimaryKey", "ProvisionedThroughput")
                    .noting("PointInTimeRecoverySpecification", "SSESpecification", "Tags");
    private static final PropertyRules TIME_TO_LIVE =
            PropertyRules.reading("AttributeName", "Enabled");
    private static final PropertyRules THROUGHPUT =
            PropertyRules.reading("ReadCapacityUnits", "WriteCapacityUnits");
    private static final PropertyRules STREAM =
            PropertyRules.reading("StreamViewType").noting("ResourcePolicy");

    private TableReader() {}

    static LocalTable table(Resource resource, Names names) {
        Block properties = resource.properties();
        properties.check(TABLE);
        KeyReader keys = KeyReader.of(properties);
        LocalTable table =
                LocalTable.of(names.name(resource.id(), resource.place()))
                        .partitionKey(keys.partitionKey(properties));
        @Nullable KeyAttribute sortKey = keys.sortKey(properties);
        table = sortKey == null ? table : table.sortKey(sortKey);
        table = IndexReader.indexes(table, properties, keys);
        return streamed(billed(expiring(table, properties), properties), properties);
    }

    private static LocalTable expiring(LocalTable table, Block properties) {
        Block timeToLive = properties.block("TimeToLiveSpecification");
        timeToLive.check(TIME_TO_LIVE);
        return timeToLive.flag("Enabled", false)
                ? table.timeToLive(timeToLive.text("AttributeName"))
                : table;
    }

    private static LocalTable billed(LocalTable table, Block properties) {
        String mode = properties.text("BillingMode", "PROVISIONED");
        properties
                .place()
                .at("BillingMode")
                .check(
                        Set.of("PROVISIONED", "PAY_PER_REQUEST").contains(mode),
                        "must be PROVISIONED or PAY_PER_REQUEST, was '" + mode + "'.");
        return mode.equals("PROVISIONED") ? provisioned(table, properties) : table;
    }

    private static LocalTable provisioned(LocalTable table, Block properties) {
        if (!properties.has("ProvisionedThroughput")) {
            return table;
        }
        Block throughput = properties.block("ProvisionedThroughput");
        throughput.check(THROUGHPUT);
        return table.provisioned(
                throughput.integer("ReadCapacityUnits", 1),
                throughput.integer("WriteCapacityUnits", 1));
    }

    private static LocalTable streamed(LocalTable table, Block properties) {
        if (!properties.has("StreamSpecification")) {
            return table;
        }
        Block stream = properties.block("StreamSpecification");
        stream.check(STREAM);
        stream.remarks().note(stream.place(), "the table has a stream, which nothing reads.");
        String view = stream.text("StreamViewType");
        Place place = stream.place().at("StreamViewType");
        return table.stream(
                Stream.of(StreamView.values())
                        .filter(known -> known.name().equals(view))
                        .findFirst()
                        .orElseThrow(
                                () -> place.fault("'" + view + "' is not a stream view type.")));
    }

    static LocalTable simple(Resource resource, Names names) {
        Block properties = resource.properties();
        properties.check(SIMPLE_TABLE);
        LocalTable table =
                LocalTable.of(names.name(resource.id(), resource.place()))
                        .partitionKey(KeyReader.primaryKey(properties.block("PrimaryKey")));
        return provisioned(table, properties);
    }
}
