package dev.mailroom.local.internal.template;

import dev.mailroom.local.model.LocalTable;

import java.util.List;
import java.util.Set;

/**
 * Reads tables from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html">AWS::DynamoDB::Table</a>
 */
final class TableReader {

    private static final Set<String> KNOWN =
            Set.of("TableName", "KeySchema", "AttributeDefinitions", "TimeToLiveSpecification");
    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "BillingMode",
                    "DeletionProtectionEnabled",
                    "PointInTimeRecoverySpecification",
                    "ProvisionedThroughput",
                    "SSESpecification",
                    "TableClass",
                    "Tags");

    private TableReader() {}

    static LocalTable table(Resource resource, Names names, Notes notes) {
        Block properties = resource.properties();
        notes.properties(resource, properties.only(KNOWN, WITHOUT_MEANING));
        LocalTable table =
                LocalTable.of(names.name(resource.id(), resource.place()))
                        .partitionKey(partitionKey(properties));
        Block timeToLive = properties.block("TimeToLiveSpecification");
        timeToLive.only("AttributeName", "Enabled");
        return timeToLive.flag("Enabled", false)
                ? table.timeToLive(timeToLive.text("AttributeName"))
                : table;
    }

    private static String partitionKey(Block properties) {
        List<Block> keys = properties.blocks("KeySchema");
        keys.forEach(key -> key.only("AttributeName", "KeyType"));
        List<Block> attributes = properties.blocks("AttributeDefinitions");
        attributes.forEach(attribute -> attribute.only("AttributeName", "AttributeType"));
        Place place = properties.place().at("KeySchema");
        place.check(
                keys.size() == 1 && keys.get(0).text("KeyType").equals("HASH"),
                "must be one partition key: no other is supported locally.");
        String key = keys.get(0).text("AttributeName");
        place.check(
                attributes.stream()
                        .anyMatch(
                                attribute ->
                                        attribute.text("AttributeName").equals(key)
                                                && attribute.text("AttributeType").equals("S")),
                "'" + key + "' must be defined as of type S: no other is supported locally.");
        return key;
    }

    static LocalTable simple(Resource resource, Names names, Notes notes) {
        Block properties = resource.properties();
        notes.properties(
                resource,
                properties.only(
                        Set.of("TableName", "PrimaryKey"),
                        Set.of("ProvisionedThroughput", "SSESpecification", "Tags")));
        Block key = properties.block("PrimaryKey");
        key.only("Name", "Type");
        key.place()
                .at("Type")
                .check(
                        key.text("Type", "String").equals("String"),
                        "must be String: no other is supported locally.");
        return LocalTable.of(names.name(resource.id(), resource.place()))
                .partitionKey(key.text("Name", "id"));
    }
}
