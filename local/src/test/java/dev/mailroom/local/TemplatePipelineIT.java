package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A template, run on the real parts. */
class TemplatePipelineIT {

    private static final String TEMPLATE =
            """
            Resources:
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
              Jobs: {Type: AWS::SQS::Queue}
              Orders:
                Type: AWS::Events::Rule
                Properties:
                  EventBusName: !Ref Bus
                  EventPattern: {source: [shop]}
                  Targets:
                    - Id: jobs
                      Arn: !GetAtt Jobs.Arn
                      InputTransformer:
                        InputPathsMap: {kind: $.detail-type, note: $.detail.note}
                        InputTemplate: '{"kind": <kind>, "text": "note: <note>"}'
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: com.example.Work
                  Runtime: java21
                  Events:
                    Jobs:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Jobs.Arn
                        FunctionResponseTypes: [ReportBatchItemFailures]
                        FilterCriteria: {Filters: [{Pattern: '{"body": {"kind": ["Wanted"]}}'}]}
            """;

    private static final String TABLE =
            """
            Resources:
              Orders:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                    - {AttributeName: sk, AttributeType: N}
                    - {AttributeName: customer, AttributeType: S}
                  KeySchema:
                    - {AttributeName: pk, KeyType: HASH}
                    - {AttributeName: sk, KeyType: RANGE}
                  GlobalSecondaryIndexes:
                    - IndexName: byCustomer
                      KeySchema: [{AttributeName: customer, KeyType: HASH}]
                      Projection: {ProjectionType: ALL}
            """;

    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<PipelineStep> dropped = new LinkedBlockingQueue<>();

    @Test
    void c10WhatNoFilterMatchesIsDeletedAndTheRestIsTransformed(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        LocalFunction work =
                LocalFunction.inProcess("Work", endpoints -> (event, context) -> keep(event));
        try (LocalPipeline pipeline =
                        LocalPipeline.fromTemplate(file)
                                .function(work)
                                .pipeline()
                                .listener(this::listen)
                                .start();
                EventBridgeClient client = LocalPipelineIT.eventBridge(pipeline)) {
            put(client, "Unwanted");
            put(client, "Wanted");

            assertThat(bodies.poll(1, TimeUnit.MINUTES))
                    .isEqualTo("{\"kind\": \"Wanted\", \"text\": \"note: say hi\"}");
            assertThat(dropped.poll(1, TimeUnit.MINUTES))
                    .isInstanceOf(QueueStep.MessageFiltered.class);
        }
        assertThat(bodies).isEmpty();
        assertThat(dropped).isEmpty();
    }

    @Test
    void anItemIsFoundThroughAnIndexOfItsTable(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("template.yaml"), TABLE);
        try (LocalPipeline pipeline = LocalPipeline.fromTemplate(file).pipeline().start()) {
            AwsJson dynamoDb = AwsJson.dynamoDb(pipeline.endpoints().dynamoDb());
            dynamoDb.call("PutItem", order(1, "ada"));
            dynamoDb.call("PutItem", order(2, "grace"));

            JsonNode found =
                    dynamoDb.call(
                            "Query",
                            Json.read(
                                    """
                                    {"TableName": "Orders", "IndexName": "byCustomer",
                                     "KeyConditionExpression": "customer = :c",
                                     "ExpressionAttributeValues": {":c": {"S": "grace"}}}
                                    """));

            assertThat(found.path("Items")).containsExactly(order(2, "grace").path("Item"));
        }
    }

    private static JsonNode order(int line, String customer) throws IOException {
        String item =
                """
                {"TableName": "Orders", "Item":
                 {"pk": {"S": "o-1"}, "sk": {"N": "%d"}, "customer": {"S": "%s"}}}
                """;
        return Json.read(item.formatted(line, customer));
    }

    private Object keep(SQSEvent event) {
        event.getRecords().forEach(message -> bodies.add(message.getBody()));
        return null;
    }

    private void listen(PipelineStep step) {
        if (step instanceof QueueStep.MessageFiltered) {
            dropped.add(step);
        }
    }

    private static void put(EventBridgeClient client, String detailType) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .eventBusName("shop")
                        .source("shop")
                        .detailType(detailType)
                        .detail("{\"note\": \"say hi\"}")
                        .build();
        assertThat(client.putEvents(request -> request.entries(entry)).failedEntryCount()).isZero();
    }
}
