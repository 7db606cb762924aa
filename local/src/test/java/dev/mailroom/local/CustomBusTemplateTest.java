package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Parameter;
import dev.mailroom.local.eventbus.Replay;
import dev.mailroom.local.eventbus.RetryPolicy;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.SqsParameters;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.DefinitionCheck;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalFunction;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Custom Event Buses and subscribers in a template: V2, V13, V16, V17, V18, V22, V24, V26, V28. */
class CustomBusTemplateTest {

    private static final String TEMPLATE =
            """
            Resources:
              Bus:
                Type: AWS::EventsV2::EventBus
                Properties:
                  Name: shop
                  Description: Orders
                  StorageConfiguration: {RetentionPeriodInDays: 7}
              Paid:
                Type: AWS::EventsV2::Subscriber
                Properties:
                  Name: paid
                  EventBusArn: !Ref Bus
                  Type: FIFO
                  FilterConfiguration:
                    Language: EVENT_BRIDGE_PATTERN
                    Filters:
                      - {Scope: DATA, Pattern: '{"detail-type":["Paid"]}'}
                      - {Scope: SYSTEM_METADATA, Pattern: '{"aws:Source":["shop"]}'}
                  InvokeConfiguration:
                    TargetArn: !GetAtt Queue.Arn
                    RoleArn: !GetAtt Role.Arn
                    SqsParameters:
                      MessageGroupId: '{% $events.SystemMetadata.EventGroupId %}'
                      MessageDeduplicationId: '{% $events.SystemMetadata."aws:EventId" %}'
                      MessageAttributes: {kind: {DataType: String, StringValue: order}}
                  Transformer: {Type: WITH_METADATA}
                  BatchConfiguration: {MaxBatchSize: 5, MaxBatchWindowInSeconds: 0}
                  RetryPolicy: {MaxRetryAttempts: 3, MaxEventAgeInSeconds: 600}
                  OnFailureConfiguration: {Arn: !GetAtt Failed.Arn}
                  StartingPosition: POINT_IN_TIME
                  PointInTimeConfiguration: {PointType: TIMESTAMP, StartingPoint: 10, EndPoint: 4000000000}
                  State: STOPPED
                  LogConfiguration: {Level: INFO}
              All:
                Type: AWS::EventsV2::Subscriber
                Properties:
                  Name: all
                  EventBusArn: !GetAtt Bus.EventBusArn
                  InvokeConfiguration: {TargetArn: !GetAtt Standard.Arn, RoleArn: !GetAtt Role.Arn}
              Queue: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
              Standard: {Type: AWS::SQS::Queue}
              Failed: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
              Role: {Type: AWS::IAM::Role}
            """;

    @TempDir Path folder;

    @Test
    void everyPropertyIsRead() throws IOException {
        PipelineDefinition definition =
                DefinitionCheck.of(template(TEMPLATE).pipeline().definition());

        assertThat(definition.customBuses())
                .containsExactly(
                        Map.entry("shop", CustomBus.of("shop").retention(Duration.ofDays(7))));
        Subscriber paid = definition.subscribers().get(0);
        assertThat(paid.bus()).isEqualTo("shop");
        assertThat(paid.target()).isEqualTo(Destination.queue("Queue.fifo"));
        assertThat(paid.ordered()).isTrue();
        assertThat(paid.filters())
                .containsOnly(
                        Map.entry(Scope.DATA, "{\"detail-type\":[\"Paid\"]}"),
                        Map.entry(Scope.SYSTEM_METADATA, "{\"aws:Source\":[\"shop\"]}"));
        assertThat(paid.transformer()).isEqualTo(new Transformer.WithMetadata());
        assertThat(paid.sqs())
                .isEqualTo(
                        new SqsParameters(
                                Parameter.of("{% $events.SystemMetadata.EventGroupId %}"),
                                Parameter.of("{% $events.SystemMetadata.\"aws:EventId\" %}"),
                                null,
                                Map.of(
                                        "kind",
                                        new SqsParameters.Attribute(
                                                "String", Parameter.of("order"))),
                                Map.of()));
        assertThat(paid.batchSize()).isEqualTo(5);
        assertThat(paid.retries()).isEqualTo(new RetryPolicy(3, Duration.ofMinutes(10)));
        assertThat(paid.onFailure()).isEqualTo(Destination.queue("Failed.fifo"));
        assertThat(paid.window())
                .isEqualTo(
                        new Replay(
                                Instant.ofEpochSecond(10), Instant.ofEpochSecond(4_000_000_000L)));
        assertThat(paid.running()).isFalse();
        assertThat(definition.subscribers().get(1))
                .isEqualTo(
                        Subscriber.builder("all", "shop", Destination.queue("Standard")).build());
    }

    @Test
    void whatHasNoEffectIsANote() throws IOException {
        assertThat(template(TEMPLATE).notes())
                .containsExactly(
                        "line 2: Resource 'Bus': no effect here: Description.",
                        "line 8: Resource 'Paid': no effect here: LogConfiguration.",
                        "line 27: Resource 'Paid': BatchConfiguration.MaxBatchWindowInSeconds: no"
                                + " effect here: what is published is delivered at once.",
                        "line 32: Resource 'Paid': State: the subscriber is stopped: what it wants"
                                + " waits until it is resumed.",
                        "line 43: Resource 'Role': a resource of type AWS::IAM::Role is not run"
                                + " here.");
    }

    /** V2: the ARN ends in a generated id, and Ref is the ARN. */
    @Test
    void theArnEndsInAGeneratedId() {
        assertThat(CustomBus.of("shop").arn())
                .matches("arn:aws:events:us-east-1:000000000000:event-busv2/shop/[a-z0-9]{25}");
        assertThat(Subscriber.builder("paid", "shop", Destination.queue("q")).build().arn())
                .matches("arn:aws:events:us-east-1:000000000000:subscriber/paid/[a-z0-9]{25}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RetentionPeriodInDays: 7|RetentionPeriodInDays: 366|line 2: Resource 'Bus': Custom event bus 'shop': retention must be 1 to 365 whole days, was PT8784H.",
                "EventBusArn: !Ref Bus|EventBusArn: !GetAtt Queue.Arn|line 12: Resource 'Paid': EventBusArn: 'arn:aws:sqs:us-east-1:000000000000:Queue.fifo' is not the ARN of a Custom Event Bus.",
                "Type: FIFO|Type: ORDERED|line 9: Resource 'Paid': Type: must be FIFO or UNORDERED, was 'ORDERED'.",
                "Scope: SYSTEM_METADATA|Scope: DATA|line 18: Resource 'Paid': FilterConfiguration.Filters[1].Scope: there is a filter of DATA already: put all into one pattern.",
                "'{\"detail-type\":[\"Paid\"]}'|'{\"detail-type\":\"Paid\"}'|line 8: Resource 'Paid': Subscriber 'paid': filter of DATA: \"detail-type\" must be an object or an array",
                "'{\"detail-type\":[\"Paid\"]}'|{detail-type: [Paid]}|line 17: Resource 'Paid': FilterConfiguration.Filters[0].Pattern: must be JSON in a text, such as '{\"source\":[\"shop\"]}': CloudFormation refuses a mapping.",
                "'{\"detail-type\":[\"Paid\"]}'|'{\"a\":[{\"anything-but\":{\"wildcard\":\"x*\"}}]}'|line 8: Resource 'Paid': Subscriber 'paid': filter of DATA: a subscriber has no wildcards: use prefix and suffix",
                "MaxBatchSize: 5|MaxBatchSize: 11|line 8: Resource 'Paid': Subscriber 'paid': MaxBatchSize must be 1 to 10, was 11.",
                "MaxRetryAttempts: 3|MaxRetryAttempts: 186|line 8: Resource 'Paid': RetryPolicy.MaxRetryAttempts must be 0 to 185, was 186.",
                "MaxEventAgeInSeconds: 600|MaxEventAgeInSeconds: 59|line 8: Resource 'Paid': RetryPolicy.MaxEventAgeInSeconds must be 60 to 86400 whole seconds, was PT59S.",
                "Type: WITH_METADATA|Type: JSONATA|line 26: Resource 'Paid': Transformer.JsonataConfiguration.Expression: is missing.",
                "Type: WITH_METADATA}|Type: JSONATA, JsonataConfiguration: {Expression: '{% 1 + %}'}}|line 26: Resource 'Paid': Transformer.JsonataConfiguration.Expression: the JSONata expression does not parse: Unexpected end of expression",
                "'{% $events.SystemMetadata.EventGroupId %}'|'{% $events. %}'|line 23: Resource 'Paid': InvokeConfiguration.SqsParameters.MessageGroupId: the JSONata expression does not parse: ",
                "DataType: String, StringValue: order|DataType: Binary, BinaryValue: AA==|line 25: Resource 'Paid': InvokeConfiguration.SqsParameters.MessageAttributes.kind.BinaryValue: is not simulated, and would change what happens to a message.",
                "SqsParameters:|SnsParameters:|line 22: Resource 'Paid': InvokeConfiguration.SnsParameters: is not simulated, and would change what happens to a message.",
                "PointInTimeConfiguration: {PointType: TIMESTAMP, StartingPoint: 10, EndPoint: 4000000000}|PointInTimeConfiguration: {PointType: TIMESTAMP}|line 31: Resource 'Paid': PointInTimeConfiguration.StartingPoint: is for TIMESTAMP, which needs it.",
                "StartingPosition: POINT_IN_TIME|StartingPosition: LATEST|line 31: Resource 'Paid': PointInTimeConfiguration: needs StartingPosition POINT_IN_TIME.",
                "State: STOPPED|State: PAUSED|line 32: Resource 'Paid': State: must be RUNNING or STOPPED, was 'PAUSED'.",
                "OnFailureConfiguration:|OnFailureConfigurations:|line 29: Resource 'Paid': OnFailureConfigurations: there is no such property: did you mean OnFailureConfiguration?",
                "TargetArn: !GetAtt Queue.Arn|TargetArn: !Ref Bus|line 20: Resource 'Paid': InvokeConfiguration.TargetArn: a Custom Event Bus as a target is not simulated, and messages would pass through it.",
                "Role: {Type: AWS::IAM::Role}|Feed: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [shop]}, Targets: [{Id: a, Arn: !Ref Bus}]}}|line 43: Resource 'Feed': Targets[0].Arn: a Custom Event Bus as a target is not simulated, and messages would pass through it.",
                "Role: {Type: AWS::IAM::Role}|Feed: {Type: AWS::EventsV2::EventSource}|line 43: Resource 'Feed': Type: AWS::EventsV2::EventSource is not simulated, and messages would pass through it.",
            })
    void whatIsWrongIsAnErrorWithResourceAndProperty(String good, String bad, String message)
            throws IOException {
        assertThat(TEMPLATE).contains(good);
        LocalTemplate broken = template(TEMPLATE.replace(good, bad));

        assertThatThrownBy(broken::pipeline)
                .extracting(error -> error.getMessage().lines().toList())
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .anyMatch(line -> line.strip().startsWith(message));
    }

    /** V27: a Classic bus gets events as they are. */
    @Test
    void aTargetThatIsNotSimulatedIsAnError() throws IOException {
        String toBus =
                TEMPLATE.replace(
                        "TargetArn: !GetAtt Queue.Arn",
                        "TargetArn: !Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'");
        PipelineDefinition definition = template(toBus).pipeline().definition();

        assertThatThrownBy(() -> DefinitionCheck.of(definition))
                .hasMessage(
                        "Subscriber 'paid': transformer: a Classic bus gets events as they are.");
    }

    /** V15: a function gets an array of events. */
    @Test
    void aFunctionAsATargetIsAnError() {
        DefinitionBuilder parts = new DefinitionBuilder();
        parts.customBus(CustomBus.of("shop"));
        parts.function(LocalFunction.inProcess("work", endpoints -> (event, context) -> null));
        parts.subscriber(Subscriber.builder("paid", "shop", Destination.function("work")).build());

        assertThatThrownBy(() -> DefinitionCheck.of(parts.definition()))
                .hasMessage(
                        "Subscriber 'paid': target: delivery to a function is not simulated, put a"
                                + " queue between.");
    }

    /** V2: the ARN of a bus of another stack is enough. */
    @Test
    void aBusOfAnotherStackIsMadeHere() throws IOException {
        String arn =
                "arn:aws:events:us-east-1:111122223333:event-busv2/other/abcdefghijklmnopqrstuvwxy";
        LocalTemplate template =
                template(TEMPLATE.replace("EventBusArn: !Ref Bus", "EventBusArn: " + arn));

        assertThat(template.pipeline().definition().customBuses())
                .containsEntry("other", CustomBus.ofArn(arn));
        assertThat(template.notes())
                .contains(
                        "line 12: Resource 'Paid': EventBusArn: "
                                + arn
                                + " is not in the template: it is made here.");
    }

    private LocalTemplate template(String text) throws IOException {
        return LocalPipeline.fromTemplate(Files.writeString(folder.resolve("template.yaml"), text));
    }
}
