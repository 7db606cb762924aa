package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.template.EventSourceReader;
import dev.mailroom.local.internal.template.Notes;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.internal.template.Template;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.RateSchedule;
import dev.mailroom.local.model.TargetInput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class LocalTemplateTest {

    private static final String TEMPLATE =
            """
            Globals:
              Function:
                Runtime: java21
                Timeout: 7
                Environment: {Variables: {A: global, B: global}}
            Resources:
              Jobs:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 42
                  SqsManagedSseEnabled: true
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
              Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
              Order:
                Type: AWS::SQS::Queue
                Properties: {QueueName: order.fifo, FifoQueue: true, ContentBasedDeduplication: true}
              Users:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: users
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  TimeToLiveSpecification: {AttributeName: ttl, Enabled: true}
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: shop}}
              Orders:
                Type: AWS::Events::Rule
                Properties:
                  EventBusName: !Ref Bus
                  EventPattern: {source: [shop], detail: {total: [{numeric: [">", 10]}]}}
                  Targets:
                    - {Id: a, Arn: !GetAtt Jobs.Arn}
                    - {Id: b, Arn: !GetAtt Order.Arn, SqsParameters: {MessageGroupId: g}}
              Hourly:
                Type: AWS::Events::Rule
                Properties:
                  Name: hourly
                  ScheduleExpression: rate(1 hour)
                  Targets: [{Id: a, Arn: !GetAtt Jobs.Arn}]
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: com.example.Work
                  MemorySize: 256
                  CodeUri: target/
                  Environment: {Variables: {B: own, URL: !Ref Jobs}}
                  Events:
                    Jobs:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Jobs.Arn
                        BatchSize: 100
                        MaximumBatchingWindowInSeconds: 2
                        FunctionResponseTypes: [ReportBatchItemFailures]
              Second:
                Type: AWS::Lambda::EventSourceMapping
                Properties: {FunctionName: !Ref Work, EventSourceArn: !GetAtt Order.Arn}
              Off:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  FunctionName: !GetAtt Work.Arn
                  EventSourceArn: !GetAtt Dead.Arn
                  Enabled: false
              Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {Anything: !ImportValue x}}
            """;

    @TempDir Path folder;

    @Test
    void queuesHaveTheirSettings() throws IOException {
        Map<String, LocalQueue> queues = definition(TEMPLATE).queues();

        assertThat(queues).containsOnlyKeys("Jobs", "dead", "order.fifo");
        assertThat(queues.get("Jobs").visibilityTimeout()).isEqualTo(Duration.ofSeconds(42));
        assertThat(queues.get("Jobs").redrive()).isEqualTo(new LocalQueue.Redrive("dead", 3));
        assertThat(queues.get("dead").visibilityTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(queues.get("dead").redrive()).isNull();
        assertThat(queues.get("order.fifo").contentBasedDeduplication()).isTrue();
    }

    @Test
    void tablesHaveTheirKeyAndTimeToLive() throws IOException {
        LocalTable users = definition(TEMPLATE).tables().get("users");

        assertThat(users.partitionKey()).isEqualTo(KeyAttribute.string("pk"));
        assertThat(users.timeToLive()).isEqualTo("ttl");
    }

    @Test
    void rulesHaveTheirBusPatternScheduleAndTargets() throws IOException {
        PipelineDefinition definition = definition(TEMPLATE);
        LocalRule orders = definition.rules().get(0);
        LocalRule hourly = definition.rules().get(1);

        assertThat(definition.buses()).containsExactlyInAnyOrder("default", "shop");
        assertThat(orders.arn())
                .isEqualTo("arn:aws:events:us-east-1:000000000000:rule/shop/Orders");
        assertThat(orders.pattern())
                .isEqualTo(
                        "{\"source\":[\"shop\"],\"detail\":{\"total\":[{\"numeric\":[\">\",10]}]}}");
        assertThat(orders.targets())
                .containsExactly(
                        new LocalRule.Target(
                                Destination.queue("Jobs"), null, new TargetInput.Whole(), null),
                        new LocalRule.Target(
                                Destination.queue("order.fifo"),
                                "g",
                                new TargetInput.Whole(),
                                null));
        assertThat(hourly.name()).isEqualTo("hourly");
        assertThat(hourly.schedule())
                .isEqualTo(new RateSchedule("rate(1 hour)", Duration.ofHours(1)));
    }

    @Test
    void functionsHaveTheGlobalsAndTheirOwn() throws IOException {
        LocalProcessFunction work =
                (LocalProcessFunction) definition(TEMPLATE).functions().get("Work");

        assertThat(work.handler()).isEqualTo("com.example.Work");
        assertThat(work.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(work.memory()).isEqualTo(256);
        assertThat(work.classPath()).containsExactly(folder);
        assertThat(work.environment())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "A", "global",
                                "B", "own",
                                "URL", "https://sqs.us-east-1.amazonaws.com/000000000000/Jobs"));
    }

    @Test
    void eventSourcesHaveTheirSettings() throws IOException {
        List<LocalEventSource> sources = definition(TEMPLATE).eventSources();

        assertThat(sources)
                .extracting(LocalEventSource::queue)
                .containsExactly("Jobs", "order.fifo");
        assertThat(sources).extracting(LocalEventSource::function).containsOnly("Work");
        assertThat(sources).extracting(LocalEventSource::batchSize).containsExactly(100, 10);
        assertThat(sources)
                .extracting(LocalEventSource::window)
                .containsExactly(Duration.ofSeconds(2), Duration.ZERO);
        // C4: what a template does not say is off.
        assertThat(sources)
                .extracting(LocalEventSource::reportBatchItemFailures)
                .containsExactly(true, false);
    }

    private static final String EVENTS =
            """
            Resources:
              Jobs: {Type: AWS::SQS::Queue}
              Config:
                Type: AWS::Lambda::EventInvokeConfig
                Properties:
                  FunctionName: !Ref Work
                  Qualifier: $LATEST
                  MaximumRetryAttempts: 1
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Jobs.Arn}}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: com.example.Work
                  Runtime: java21
                  FunctionName: work
                  DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}
                  Events:
                    A:
                      Type: EventBridgeRule
                      Properties: {Pattern: {source: [a]}, EventBusName: default, InputPath: $.id}
                    B:
                      Type: CloudWatchEvent
                      Properties: {RuleName: b, Pattern: {source: [b]}, RetryPolicy: {}}
                    C:
                      Type: Schedule
                      Properties: {Schedule: rate(1 day), Input: '{"job": 1}', DeadLetterConfig: {Type: SQS}}
                    D:
                      Type: ScheduleV2
                      Properties: {Name: d, ScheduleExpression: rate(1 hour), DeadLetterConfig: {Arn: !GetAtt Jobs.Arn}}
                    E:
                      Type: Schedule
                      Properties: {Schedule: rate(1 day), Enabled: false}
            """;

    @Test
    void eventsOfAFunctionAreRulesThatTargetIt() throws IOException {
        List<LocalRule> rules = definition(EVENTS).rules();
        BusEvent event = new BusEvent("e", "a", "A", Instant.EPOCH, List.of(), "{}");

        assertThat(rules).extracting(LocalRule::name).containsExactly("WorkA", "b", "WorkC", "d");
        assertThat(rules)
                .flatExtracting(LocalRule::targets)
                .extracting(LocalRule.Target::destination)
                .containsOnly(Destination.function("work"));
        assertThat(rules.get(0).pattern()).isEqualTo("{\"source\":[\"a\"]}");
        assertThat(
                        rules.get(0)
                                .targets()
                                .get(0)
                                .input()
                                .of(event, rules.get(0).arn(), rules.get(0).name()))
                .isEqualTo("\"e\"");
        assertThat(
                        rules.get(2)
                                .targets()
                                .get(0)
                                .input()
                                .of(event, rules.get(2).arn(), rules.get(2).name()))
                .isEqualTo("{\"job\": 1}");
        assertThat(rules.get(2).tick("t", Instant.EPOCH).source()).isEqualTo("aws.events");
        assertThat(rules.get(3).tick("t", Instant.EPOCH).source()).isEqualTo("aws.scheduler");
        assertThat(rules)
                .flatExtracting(LocalRule::targets)
                .extracting(LocalRule.Target::deadLetters)
                .containsExactly(null, null, null, Destination.queue("Jobs"));
        assertThat(template(EVENTS).notes())
                .contains(
                        "Resource 'Work': Events.B.Properties: no local meaning of RetryPolicy.",
                        "Resource 'Work': Events.C.Properties.DeadLetterConfig: the queue that SAM makes is not made here.",
                        "Resource 'Work': Events.E.Properties.State: the rule is off.");
    }

    @Test
    void whatBecomesOfFailuresIsSaidByTheFunctionAndByItsConfig() throws IOException {
        Destination jobs = Destination.queue("Jobs");

        assertThat(definition(EVENTS).asyncSettings())
                .containsExactly(Map.entry("work", new AsyncSettings("work", 1, jobs, jobs)));
        String twice =
                EVENTS.replace(
                        "FunctionName: work\n",
                        "FunctionName: work\n      EventInvokeConfig: {MaximumRetryAttempts: 0}\n");
        assertThat(definition(twice).asyncSettings())
                .containsExactly(Map.entry("work", new AsyncSettings("work", 0, jobs, jobs)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Pattern: {source: [a]}, |''|Resource 'Work': Events.A.Properties: needs a Pattern.",
                "Schedule: rate(1 day), Input|Input|Resource 'Work': Events.C.Properties: needs a Schedule.",
                "Name: d,|Name: d, ScheduleExpressionTimezone: UTC,|Resource 'Work': Events.D.Properties.ScheduleExpressionTimezone: is not supported locally.",
                "MaximumRetryAttempts: 1|MaximumRetryAttempts: 3|Resource 'Config': MaximumRetryAttempts: must be 0 to 2, was 3.",
                "{OnFailure:|{OnSuccess:|Resource 'Config': DestinationConfig.OnSuccess: is not supported locally.",
            })
    void whatIsWrongInAnEventIsAnErrorWithItsPlace(String good, String bad, String message) {
        assertThat(EVENTS).contains(good);
        String broken = EVENTS.replace(good, bad.equals("''") ? "" : bad);

        assertThatThrownBy(() -> definition(broken)).hasMessage(message);
    }

    @Test
    void whatHasNoMeaningHereIsListed() throws IOException {
        assertThat(template(TEMPLATE).notes())
                .containsExactly(
                        "Resource 'Jobs': no local meaning of SqsManagedSseEnabled.",
                        "Resource 'Work': no local meaning of CodeUri.",
                        "Resource 'Off': Enabled: the event source is off.",
                        "Resource 'Alarm' (AWS::CloudWatch::Alarm) has no local meaning.");
    }

    @Test
    void aFunctionCanBePutInThePlaceOfAnother() throws IOException {
        LocalFunction mine = LocalFunction.inProcess("Work", endpoints -> (event, context) -> null);

        assertThat(template(TEMPLATE).function(mine).pipeline().definition().functions())
                .containsExactly(Map.entry("Work", mine));
    }

    @Test
    void aScheduleCanTickAtAnotherRate() throws IOException {
        LocalTemplate template = template(TEMPLATE).every("hourly", Duration.ofMillis(1));

        assertThat(template.pipeline().definition().rules().get(1).schedule())
                .isEqualTo(new RateSchedule("rate(1 hour)", Duration.ofMillis(1)));
    }

    @Test
    void whatIsToBeReplacedMustBeThere() throws IOException {
        LocalTemplate template = template(TEMPLATE);
        LocalFunction other =
                LocalFunction.inProcess("other", endpoints -> (event, context) -> null);

        assertThatThrownBy(() -> template.function(other).pipeline())
                .hasMessage("The template has no function 'other'.");
        assertThatThrownBy(() -> template.every("other", Duration.ofMillis(1)).pipeline())
                .hasMessage("The template has no scheduled rule 'other'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Input: '{\"a\": 1}'|{\"a\": 1}",
                "InputPath: $.detail.total|42",
                "InputTransformer: {InputPathsMap: {t: $.detail.total}, InputTemplate: '{\"sum\": \"<t> EUR\"}'}"
                        + "|{\"sum\": \"42 EUR\"}",
            })
    void aTargetGetsWhatItsInputSays(String input, String text) throws IOException {
        String target = "{Id: a, Arn: !GetAtt Jobs.Arn}";
        assertThat(TEMPLATE).contains(target);
        String template = TEMPLATE.replace(target, "{Id: a, Arn: !GetAtt Jobs.Arn, " + input + "}");
        LocalRule orders = definition(template).rules().get(0);
        BusEvent event =
                new BusEvent("e", "shop", "Order", Instant.EPOCH, List.of(), "{\"total\":42}");

        assertThat(orders.targets().get(0).input().of(event, orders.arn(), orders.name()))
                .isEqualTo(text);
    }

    @Test
    void filtersAreThoseOfTheEventSource() throws IOException {
        String template =
                TEMPLATE.replace(
                        "BatchSize: 100",
                        "FilterCriteria: {Filters: [{Pattern: '{\"body\":[\"a\"]}'}, {Pattern: '{\"body\":[\"b\"]}'}]}");

        assertThat(definition(template).eventSources().get(0).filters())
                .containsExactly("{\"body\":[\"a\"]}", "{\"body\":[\"b\"]}");
    }

    @Test
    void concurrencyIsThatOfTheEventSourceAndOfTheFunction() throws IOException {
        PipelineDefinition bounded =
                definition(
                        TEMPLATE.replace("BatchSize: 100", "ScalingConfig: {MaximumConcurrency: 5}")
                                .replace(
                                        "Runtime: java21",
                                        "Runtime: java21\n    ReservedConcurrentExecutions: 3"));

        assertThat(bounded.functions().get("Work").reservedConcurrency()).isEqualTo(3);
        assertThat(definition(TEMPLATE).eventSources().get(0).maximumConcurrency()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|2|[Resource 'Work': Events.Jobs.Properties.ScalingConfig.MaximumConcurrency: it is 2 here, for the processors of this machine.]",
                "8|5|[]",
            })
    void concurrencyGoesNoFurtherThanTheProcessors(int processors, int most, String lines) {
        String text = TEMPLATE.replace("BatchSize: 100", "ScalingConfig: {MaximumConcurrency: 5}");
        Template template = Template.parse(text, Map.of());
        Resource work =
                template.resources().stream()
                        .filter(resource -> resource.id().equals("Work"))
                        .findFirst()
                        .orElseThrow();
        Notes notes = new Notes();

        assertThat(EventSourceReader.of(work, template.names(), notes, processors))
                .extracting(LocalEventSource::maximumConcurrency)
                .containsExactly(most);
        assertThat(notes.lines()).hasToString(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VisibilityTimeout: 42|DelaySeconds: 5|Resource 'Jobs': DelaySeconds: is not supported locally.",
                "VisibilityTimeout: 42|VisibilityTimeout: x|Resource 'Jobs': VisibilityTimeout: must be a whole number, was 'x'.",
                "VisibilityTimeout: 42|VisibilityTimeout: 43201|Resource 'Jobs': Queue 'Jobs': visibilityTimeout must be 0 to 43200 whole seconds, was PT12H1S.",
                "maxReceiveCount: 3|maxReceiveCount: 0|Resource 'Jobs': RedrivePolicy.maxReceiveCount: must be 1 to 1000.",
                "maxReceiveCount: 3|maxReceives: 3|Resource 'Jobs': RedrivePolicy.maxReceives: is not supported locally.",
                "FifoQueue: true|FifoQueue: false|Resource 'Order': FifoQueue: must be true for a queue whose name ends in .fifo, and for no other.",
                "KeyType: HASH|KeyType: RANGE|Resource 'Users': KeySchema: it has no partition key (HASH).",
                "KeyType: HASH|KeyType: HASH, Order: 1|Resource 'Users': KeySchema[0].Order: is not supported locally.",
                "AttributeType: S|AttributeType: S, Length: 9|Resource 'Users': AttributeDefinitions[0].Length: is not supported locally.",
                "AttributeType: S|AttributeType: M|Resource 'Users': AttributeDefinitions[0].AttributeType: must be S, N or B, was 'M'.",
                "rate(1 hour)|rate(2 hour)|Resource 'Hourly': Rule 'hourly': schedule expression 'rate(2 hour)': the unit is singular for a value of 1 and plural for any other.",
                "ScheduleExpression: rate(1 hour)|Name2: x|Resource 'Hourly': Name2: is not supported locally.",
                "Arn: !GetAtt Order.Arn|Arn: !GetAtt Users.Arn|Resource 'Orders': Targets[1].Arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/users' is no queue, function or topic of this template.",
                "SqsParameters: {|HttpParameters: {|Resource 'Orders': Targets[1].HttpParameters: is not supported locally.",
                "Runtime: java21|Runtime: nodejs22.x|Resource 'Work': Runtime: 'nodejs22.x' is not supported locally.",
                "Handler: com.example.Work|Layers: []|Resource 'Work': Layers: is not supported locally.",
                "Type: SQS|Type: Api|Resource 'Work': Events.Jobs.Type: 'Api' is not supported locally.",
                "[ReportBatchItemFailures]|[ReportAll]|Resource 'Work': Events.Jobs.Properties.FunctionResponseTypes: 'ReportAll' is no response type.",
                "BatchSize: 100|BatchSize: 10001|Resource 'Work': Event source 'Jobs' -> 'Work': batchSize must be 1 to 10000, was 10001.",
                "BatchSize: 100|ScalingConfig: {MaximumConcurrency: 1}|Resource 'Work': Events.Jobs.Properties.ScalingConfig.MaximumConcurrency: must be 2 to 1000, was 1.",
                "SqsParameters: {|Input: x, InputPath: $, SqsParameters: {|Resource 'Orders': Targets[1]: Input, InputPath and InputTransformer exclude one another.",
                "BatchSize: 100|BisectBatchOnFunctionError: true|Resource 'Work': Events.Jobs.Properties.BisectBatchOnFunctionError: is not supported locally.",
                "AWS::CloudWatch::Alarm|AWS::Kinesis::Stream|Resource 'Alarm': Type: AWS::Kinesis::Stream is not supported locally.",
                "[ReportBatchItemFailures]|ReportBatchItemFailures|Resource 'Work': Events.Jobs.Properties.FunctionResponseTypes: must be a list.",
                "{MessageGroupId: g}|{MessageGroupID: g}|Resource 'Orders': Targets[1].SqsParameters.MessageGroupID: is not supported locally.",
                "ttl, Enabled: true|ttl, Enable: true|Resource 'Users': TimeToLiveSpecification.Enable: is not supported locally.",
                "Handler: com.example.Work|DeadLetterConfig: {TargetArn: !GetAtt Jobs.Arn}|Resource 'Work': DeadLetterConfig: is not supported locally.",
                "AWS::Serverless::Function|AWS::Lambda::Function|Resource 'Work': Events: is not supported locally.",
                "{QueueName: dead}}|{QueueName: dead}, Propertys: {}}|Resource 'Dead': Propertys: is not supported locally.",
                "Type: SQS|`Type: SQS\n          BatchSize: 5`|Resource 'Work': Events.Jobs.BatchSize: is not supported locally.",
                "Globals:|Mappings:|Template: Mappings: is not supported locally.",
                "  Function:|  Api:|Template: Globals.Api: is not supported locally.",
            })
    void whatIsWrongOrUnknownIsAnErrorWithResourceAndProperty(
            String good, String bad, String message) {
        assertThat(TEMPLATE).contains(good);
        String broken = TEMPLATE.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThatThrownBy(() -> definition(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private PipelineDefinition definition(String text) throws IOException {
        return template(text).pipeline().definition();
    }

    private LocalTemplate template(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), text);
        return LocalPipeline.fromTemplate(file).classPath(List.of(folder));
    }
}
