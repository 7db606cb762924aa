package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.Projection;
import dev.mailroom.local.model.SecondaryIndex;
import dev.mailroom.local.model.StreamView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class TableTemplateTest {

    private static final String TEMPLATE =
            """
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: orders
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                    - {AttributeName: sk, AttributeType: N}
                    - {AttributeName: token, AttributeType: B}
                    - {AttributeName: status, AttributeType: S}
                  KeySchema:
                    - {AttributeName: pk, KeyType: HASH}
                    - {AttributeName: sk, KeyType: RANGE}
                  GlobalSecondaryIndexes:
                    - IndexName: byToken
                      KeySchema: [{AttributeName: token, KeyType: HASH}]
                      Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [pieces]}
                      ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
                  LocalSecondaryIndexes:
                    - IndexName: byStatus
                      KeySchema:
                        - {AttributeName: pk, KeyType: HASH}
                        - {AttributeName: status, KeyType: RANGE}
                      Projection: {ProjectionType: KEYS_ONLY}
                  ProvisionedThroughput: {ReadCapacityUnits: 5, WriteCapacityUnits: 6}
                  StreamSpecification: {StreamViewType: NEW_IMAGE}
                  TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
                  PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
              Counts:
                Type: AWS::Serverless::SimpleTable
                Properties:
                  TableName: counts
                  PrimaryKey: {Name: number, Type: Number}
              Plain: {Type: AWS::Serverless::SimpleTable}
            """;

    @TempDir private Path folder;

    @Test
    void tablesAreAsTheTemplateDeclaresThem() throws IOException {
        assertThat(template(TEMPLATE).pipeline().definition().tables().values())
                .containsExactly(
                        LocalTable.of("orders")
                                .partitionKey("pk")
                                .sortKey(KeyAttribute.number("sk"))
                                .index(
                                        SecondaryIndex.global(
                                                        "byToken", KeyAttribute.binary("token"))
                                                .projection(
                                                        Projection.including(List.of("pieces"))))
                                .index(
                                        SecondaryIndex.local(
                                                        "byStatus", KeyAttribute.string("status"))
                                                .projection(Projection.KEYS_ONLY))
                                .provisioned(5, 6)
                                .stream(StreamView.NEW_IMAGE)
                                .timeToLive("ttl"),
                        LocalTable.of("counts").partitionKey(KeyAttribute.number("number")),
                        LocalTable.of("Plain").partitionKey("id"));
    }

    @Test
    void whatNothingReadsIsNoted() throws IOException {
        assertThat(template(TEMPLATE).notes())
                .containsExactly(
                        "line 2: Resource 'Orders': no effect here: PointInTimeRecoverySpecification.",
                        "line 15: Resource 'Orders': GlobalSecondaryIndexes[0]: no effect here:"
                                + " ProvisionedThroughput.",
                        "line 26: Resource 'Orders': StreamSpecification: the table has a stream,"
                                + " which nothing reads.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sk, KeyType: RANGE        | sk, KeyType: HASH       | line 13: Resource 'Orders': KeySchema[1]: there is another HASH key.
                    sk, KeyType: RANGE        | sk, KeyType: SORT       | line 13: Resource 'Orders': KeySchema[1].KeyType: must be HASH or RANGE.
                    token, KeyType: HASH      | tok, KeyType: HASH      | line 16: Resource 'Orders': GlobalSecondaryIndexes[0].KeySchema[0].AttributeName: 'tok' is not in AttributeDefinitions.
                    ProjectionType: KEYS_ONLY | ProjectionType: SOME    | line 24: Resource 'Orders': LocalSecondaryIndexes[0].Projection.ProjectionType: must be ALL, KEYS_ONLY or INCLUDE, was 'SOME'.
                    NEW_IMAGE                 | NEWEST                  | line 26: Resource 'Orders': StreamSpecification.StreamViewType: 'NEWEST' is not a stream view type.
                    IndexName: byStatus       | IndexName: byToken      | line 2: Resource 'Orders': Table 'orders': two indexes have the same name.
                    TableName: orders         | BillingMode: FREE       | line 5: Resource 'Orders': BillingMode: must be PROVISIONED or PAY_PER_REQUEST, was 'FREE'.
                    """)
    void aMistakeIsNamedWithItsPlace(String right, String wrong, String message) {
        String text = TEMPLATE.replace(right, wrong);
        assertThat(text).isNotEqualTo(TEMPLATE);

        assertThatThrownBy(() -> template(text).pipeline())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLocalIndexHasThePartitionKeyOfItsTable() {
        String right = "{AttributeName: pk, KeyType: HASH}\n            - {AttributeName: status";
        assertThat(TEMPLATE).contains(right);
        String text = TEMPLATE.replace(right, right.replace("pk", "token"));

        assertThatThrownBy(() -> template(text).pipeline())
                .hasMessage(
                        "line 21: Resource 'Orders': LocalSecondaryIndexes[0].KeySchema: must have the"
                                + " partition key of the table.");
    }

    @Test
    void aSimpleTablesKeyHasOneOfThreeTypes() {
        String text = TEMPLATE.replace("Type: Number", "Type: Map");

        assertThatThrownBy(() -> template(text).pipeline())
                .hasMessage(
                        "line 33: Resource 'Counts': PrimaryKey.Type: must be String, Number or Binary, was"
                                + " 'Map'.");
    }

    private LocalTemplate template(String text) throws IOException {
        return LocalTemplate.of(Files.writeString(folder.resolve("template.yaml"), text));
    }
}
