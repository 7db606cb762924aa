package dev.mailroom.local;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A pipeline with a rule, a topic, a queue for each and a table, without consumers. */
final class AllServices {

    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:news";

    private static final String TEMPLATE =
            """
            Resources:
              Put: {Type: AWS::SQS::Queue, Properties: {QueueName: put}}
              Published: {Type: AWS::SQS::Queue, Properties: {QueueName: published}}
              Sent: {Type: AWS::SQS::Queue, Properties: {QueueName: sent}}
              Items:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: items
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  BillingMode: PAY_PER_REQUEST
              All:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [shop]}
                  Targets: [{Id: put, Arn: !GetAtt Put.Arn, InputPath: $.detail}]
              News:
                Type: AWS::SNS::Topic
                Properties:
                  TopicName: news
                  Subscription: [{Protocol: sqs, Endpoint: !GetAtt Published.Arn}]
            """;

    private AllServices() {}

    static LocalPipelineBuilder pipeline(Path folder) {
        try {
            Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
            return LocalPipeline.fromTemplate(template).pipeline();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bodies of what is in a queue, asked for at the one address. */
    static List<String> bodies(LocalPipeline pipeline, String queue)
            throws IOException, InterruptedException {
        return StreamSupport.stream(
                        AwsJson.sqs(pipeline.endpoint())
                                .call(
                                        "ReceiveMessage",
                                        Json.object()
                                                .put("QueueUrl", pipeline.queueUrl(queue))
                                                .put("MaxNumberOfMessages", 10)
                                                .put("WaitTimeSeconds", 20))
                                .path("Messages")
                                .spliterator(),
                        false)
                .map(message -> message.path("Body").asText())
                .toList();
    }
}
