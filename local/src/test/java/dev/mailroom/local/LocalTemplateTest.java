package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInProcessFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.RateSchedule;
import dev.mailroom.local.model.RedrivePolicy;
import dev.mailroom.local.model.RuleTarget;
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
        assertThat(queues.get("Jobs").redrive()).isEqualTo(new RedrivePolicy("dead", 3));
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
                        new RuleTarget(
                                Destination.queue("Jobs"), null, new TargetInput.Whole(), null),
                        new RuleTarget(
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
        assertThat(work.settings().environment())
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
                .extracting(RuleTarget::destination)
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
                .extracting(RuleTarget::deadLetters)
                .containsExactly(
                        null, null, Destination.queue("WorkCQueue"), Destination.queue("Jobs"));
        // SAM makes the queue.
        assertThat(definition(EVENTS).queues()).containsOnlyKeys("Jobs", "WorkCQueue");
        assertThat(template(EVENTS).notes())
                .contains(
                        "line 23: Resource 'Work': Events.B.Properties: no effect here: RetryPolicy.",
                        "line 32: Resource 'Work': Events.E.Properties.State: the rule is off.");
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
                "Pattern: {source: [a]}, |''|line 20: Resource 'Work': Events.A.Properties: needs a Pattern.",
                "Schedule: rate(1 day), Input|Input|line 26: Resource 'Work': Events.C.Properties: needs a Schedule.",
                "MaximumRetryAttempts: 1|MaximumRetryAttempts: 3|line 8: Resource 'Config': MaximumRetryAttempts: must be 0 to 2, was 3.",
                "{OnFailure:|{OnSuccess:|line 9: Resource 'Config': DestinationConfig.OnSuccess: is not simulated, and would change what happens to a message.",
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
                        "line 7: Resource 'Jobs': no effect here: SqsManagedSseEnabled.",
                        "line 63: Resource 'Off': Enabled: the event source is off.",
                        "line 64: Resource 'Alarm': a resource of type AWS::CloudWatch::Alarm is not run here.");
    }

    @Test
    void aFunctionCanBePutInThePlaceOfAnother() throws IOException {
        LocalFunction mine = LocalFunction.inProcess("Work", endpoints -> (event, context) -> null);
        // Neither its runtime nor its handler is needed any more.
        String other =
                TEMPLATE.replace("Runtime: java21", "Runtime: nodejs22.x")
                        .replace("      Handler: com.example.Work\n", "");

        LocalFunction work =
                template(other).function(mine).pipeline().definition().functions().get("Work");

        assertThat(work).isInstanceOf(LocalInProcessFunction.class);
        assertThat(work.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(work.settings().environment()).containsEntry("B", "own");
    }

    @Test
    void whatAReplacementSaysItselfHolds() throws IOException {
        LocalFunction mine =
                LocalFunction.process("Work", "com.example.Mine")
                        .timeout(Duration.ofSeconds(9))
                        .environment("B", "mine");

        LocalFunction work =
                template(TEMPLATE).function(mine).pipeline().definition().functions().get("Work");

        assertThat(work.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(work.settings().environment())
                .containsEntry("A", "global")
                .containsEntry("B", "mine");
    }

    @Test
    void aFunctionIsReplacedByItsLogicalIdToo() throws IOException {
        String named = TEMPLATE.replace("MemorySize: 256", "FunctionName: work-dev");
        LocalFunction mine = LocalFunction.inProcess("Work", endpoints -> (event, context) -> null);

        assertThat(template(named).function(mine).pipeline().definition().functions())
                .containsOnlyKeys("work-dev");
    }

    @Test
    void withoutTheFunctionsOfOtherLanguagesTheirQueuesAreThere() throws IOException {
        String other = TEMPLATE.replace("Runtime: java21", "Runtime: nodejs22.x");
        LocalTemplate template = template(other).withoutOtherFunctions();

        PipelineDefinition definition = template.pipeline().definition();

        assertThat(definition.functions()).isEmpty();
        assertThat(definition.eventSources()).isEmpty();
        assertThat(definition.queues()).containsOnlyKeys("Jobs", "dead", "order.fifo");
        assertThat(template.notes())
                .contains(
                        "line 40: Resource 'Work': it does not run here (nodejs22.x): what its event"
                                + " sources would give it stays in the queues.");
    }

    @Test
    void aFunctionThatIsLeftOutIsNotThereAndItsQueueIs() throws IOException {
        LocalTemplate template = template(TEMPLATE).without("Work");

        PipelineDefinition definition = template.pipeline().definition();

        assertThat(definition.functions()).isEmpty();
        assertThat(definition.eventSources()).isEmpty();
        assertThat(definition.queues()).containsOnlyKeys("Jobs", "dead", "order.fifo");
        assertThat(template.notes())
                .contains(
                        "line 40: Resource 'Work': it does not run here (you left it out): what its"
                                + " event sources would give it stays in the queues.");
    }

    @Test
    void aVariableThatIsAddedGoesAheadOfTheTemplates() throws IOException {
        LocalTemplate template =
                template(TEMPLATE).environment("Work", "B", "mine").environment("Work", "C", "new");

        assertThat(
                        template.pipeline()
                                .definition()
                                .functions()
                                .get("Work")
                                .settings()
                                .environment())
                .containsEntry("A", "global")
                .containsEntry("B", "mine")
                .containsEntry("C", "new");
    }

    @Test
    void whatIsImportedOrResolvedCanBeGivenAValue() throws IOException {
        String text =
                TEMPLATE.replace("EventBusName: !Ref Bus", "EventBusName: !ImportValue shop-bus")
                        .replace("B: own", "B: '{{resolve:ssm:/shop/b:2}}'");
        LocalTemplate given =
                template(text)
                        .importedValue("shop-bus", "shop")
                        .resolvedValue("ssm:/shop/b", "theirs");

        PipelineDefinition definition = given.pipeline().definition();

        assertThat(definition.rules().get(0).bus()).isEqualTo("shop");
        assertThat(definition.functions().get("Work").settings().environment())
                .containsEntry("B", "theirs");
        assertThat(template(text).pipeline().definition().buses())
                .containsExactlyInAnyOrder("default", "shop", "shop-bus");
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
        assertThatThrownBy(() -> template.without("other").pipeline())
                .hasMessage("The template has no function 'other'.");
        assertThatThrownBy(() -> template.environment("other", "A", "b").pipeline())
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
    void delayRetentionAndLargestMessageAreThoseOfTheQueue() throws IOException {
        LocalQueue queue =
                definition(
                                TEMPLATE.replace(
                                        "VisibilityTimeout: 42",
                                        """
                                        DelaySeconds: 5
                                              MessageRetentionPeriod: 600
                                              MaximumMessageSize: 2048"""))
                        .queues()
                        .get("Jobs");

        assertThat(queue.delay()).hasSeconds(5);
        assertThat(queue.retention()).hasMinutes(10);
        assertThat(queue.maximumMessageSize()).isEqualTo(2_048);
    }

    @Test
    void highThroughputLooksForDuplicatesWithinAGroup() throws IOException {
        PipelineDefinition definition =
                definition(
                        TEMPLATE.replace(
                                "FifoQueue: true",
                                "FifoQueue: true, DeduplicationScope: messageGroup, FifoThroughputLimit: perMessageGroupId"));

        assertThat(definition.queues().values())
                .filteredOn(LocalQueue::deduplicatesPerGroup)
                .extracting(LocalQueue::isFifo)
                .containsExactly(true);
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
            quoteCharacter = '`',
            value = {
                "Anything: !ImportValue x|Anything: !Sub '${Job.Arn}/${!kept}/${AWS::Region}/${WorkRole}'|line 64: Resource 'Alarm': Anything: there is no parameter or resource 'Job'.",
                "VisibilityTimeout: 42|DelaySeconds: 901|line 7: Resource 'Jobs': Queue 'Jobs': delay must be 0 to 900 whole seconds, was PT15M1S.",
                "VisibilityTimeout: 42|MessageRetentionPeriod: 59|line 7: Resource 'Jobs': Queue 'Jobs': retention must be 60 to 1209600 whole seconds, was PT59S.",
                "VisibilityTimeout: 42|MaximumMessageSize: 1023|line 7: Resource 'Jobs': Queue 'Jobs': maximumMessageSize must be 1024 to 1048576, was 1023.",
                "VisibilityTimeout: 42|FifoThroughputLimit: perQueue|line 10: Resource 'Jobs': FifoThroughputLimit: is for FIFO queues only.",
                "FifoQueue: true|`FifoQueue: true, FifoThroughputLimit: perMessageGroupId`|line 16: Resource 'Order': FifoThroughputLimit: perMessageGroupId needs DeduplicationScope messageGroup.",
                "FifoQueue: true|`FifoQueue: true, DeduplicationScope: perGroup`|line 16: Resource 'Order': DeduplicationScope: must be messageGroup or queue, was 'perGroup'.",
                "VisibilityTimeout: 42|VisibilityTimeout: x|line 10: Resource 'Jobs': VisibilityTimeout: must be a whole number, was 'x'.",
                "VisibilityTimeout: 42|VisibilityTimeout: 43201|line 7: Resource 'Jobs': Queue 'Jobs': visibilityTimeout must be 0 to 43200 whole seconds, was PT12H1S.",
                "maxReceiveCount: 3|maxReceiveCount: 0|line 12: Resource 'Jobs': RedrivePolicy.maxReceiveCount: must be 1 to 1000.",
                "FifoQueue: true|FifoQueue: false|line 16: Resource 'Order': FifoQueue: must be true for a queue whose name ends in .fifo, and for no other.",
                "KeyType: HASH|KeyType: RANGE|line 23: Resource 'Users': KeySchema: it has no partition key (HASH).",
                "AttributeType: S|AttributeType: M|line 22: Resource 'Users': AttributeDefinitions[0].AttributeType: must be S, N or B, was 'M'.",
                "EventBusName: !Ref Bus|ScheduleExpression: rate(1 hour)|line 26: Resource 'Orders': an EventPattern and a ScheduleExpression in one rule are not simulated: write two rules.",
                "Name: hourly|State: enabled|line 37: Resource 'Hourly': State: must be ENABLED or DISABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, was 'enabled'.",
                "rate(1 hour)|rate(2 hour)|line 34: Resource 'Hourly': Rule 'hourly': schedule expression 'rate(2 hour)': the unit is singular for a value of 1 and plural for any other.",
                "Type: SQS|Type: SNSS|line 49: Resource 'Work': Events.Jobs.Type: 'SNSS' is unknown: did you mean SNS?",
                "Dead: {Type: AWS::SQS::Queue|Dead: {Type: AWS::SQS::Queues|line 13: Resource 'Dead': Type: there is no AWS::SQS::Queues: did you mean AWS::SQS::Queue?",
                "VisibilityTimeout: 42|VisibiltyTimeout: 42|line 10: Resource 'Jobs': VisibiltyTimeout: there is no such property: did you mean VisibilityTimeout?",
                "Runtime: java21|Runtime: nodejs22.x|line 6: Template: Resources: only functions in Java run here, and these are not: 'Work' (nodejs22.x). Replace each by function(LocalFunction), or start without them by withoutOtherFunctions().",
                "[ReportBatchItemFailures]|[ReportAll]|line 54: Resource 'Work': Events.Jobs.Properties.FunctionResponseTypes: 'ReportAll' is not a response type: did you mean ReportBatchItemFailures?",
                "BatchSize: 100|BatchSize: 10001|line 50: Resource 'Work': Events.Jobs.Properties: Event source 'Jobs' -> 'Work': batchSize must be 1 to 10000, was 10001.",
                "BatchSize: 100|ScalingConfig: {MaximumConcurrency: 1}|line 52: Resource 'Work': Events.Jobs.Properties.ScalingConfig.MaximumConcurrency: must be 2 to 1000, was 1.",
                "SqsParameters: {|Input: x, InputPath: $, SqsParameters: {|line 33: Resource 'Orders': Targets[1]: Input, InputPath and InputTransformer exclude one another.",
                "[ReportBatchItemFailures]|ReportBatchItemFailures|line 54: Resource 'Work': Events.Jobs.Properties.FunctionResponseTypes: must be a list.",
                "{MessageGroupId: g}|{MessageGroupID: g}|line 33: Resource 'Orders': Targets[1].SqsParameters.MessageGroupID: there is no such property: did you mean MessageGroupId?",
                "ttl, Enabled: true|ttl, Enable: true|line 24: Resource 'Users': TimeToLiveSpecification.Enable: there is no such property: did you mean Enabled?",
                "{QueueName: dead}}|{QueueName: dead}, Propertys: {}}|line 13: Resource 'Dead': Propertys is not an attribute of a resource: did you mean Properties?",
                "Type: SQS|`Type: SQS\n          BatchSize: 5`|line 50: Resource 'Work': Events.Jobs.BatchSize: does it belong under Properties?",
                "Globals:|Mappings:|line 42: Resource 'Work': Runtime: is missing.",
            })
    void whatIsWrongOrUnknownIsAnErrorWithResourceAndProperty(
            String good, String bad, String message) {
        assertThat(TEMPLATE).contains(good);
        String broken = TEMPLATE.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad));
        assertThatThrownBy(() -> definition(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void allErrorsComeAtOnceWithTheirLines() {
        String broken =
                TEMPLATE.replace("VisibilityTimeout: 42", "VisibilityTimout: 42")
                        .replace("BatchSize: 100", "BatchSize: many")
                        .replace("ScheduleExpression: rate(1 hour)", "Schedule: rate(1 hour)")
                        .replace("!GetAtt Jobs.Arn", "!GetAtt Job.Arn");

        assertThatThrownBy(() -> definition(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        """
                        The template has 6 errors:
                          line 10: Resource 'Jobs': VisibilityTimout: there is no such property: did you mean VisibilityTimeout?
                          line 32: Resource 'Orders': Targets[0].Arn: there is no parameter or resource 'Job'.
                          line 34: Resource 'Hourly': needs either an EventPattern or a ScheduleExpression.
                          line 39: Resource 'Hourly': Targets[0].Arn: there is no parameter or resource 'Job'.
                          line 51: Resource 'Work': Events.Jobs.Properties.Queue: there is no parameter or resource 'Job'.
                          line 52: Resource 'Work': Events.Jobs.Properties.BatchSize: must be a whole number, was 'many'.""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KeyType: HASH|KeyType: HASH, Order: 1|line 23: Resource 'Users': KeySchema[0]: no effect here: Order.",
                "Arn: !GetAtt Order.Arn|Arn: !GetAtt Users.Arn|line 33: Resource 'Orders': Targets[1].Arn: nothing is sent to arn:aws:dynamodb:us-east-1:000000000000:table/users here.",
                "SqsParameters: {|HttpParameters: {|line 33: Resource 'Orders': Targets[1]: no effect here: HttpParameters.",
                "MemorySize: 256|Layers: []|line 44: Resource 'Work': Layers: no effect here: their code is on no class path, unless you put it there.",
                "MemorySize: 256|VpcConfig: {}|line 44: Resource 'Work': VpcConfig: no effect here: the function is on this machine's network.",
                "Type: SQS|Type: Api|line 49: Resource 'Work': Events.Jobs.Type: no event comes from 'Api' here.",
                "BatchSize: 100|BisectBatchOnFunctionError: true|line 50: Resource 'Work': Events.Jobs.Properties: no effect here: BisectBatchOnFunctionError.",
                "BatchSize: 100|FilterCriteria: {Filters: [{Pattern: '{\"attributes\":{\"a\":[1]}}'}]}|line 52: Resource 'Work': Events.Jobs.Properties.FilterCriteria.Filters[0].Pattern: Lambda filters messages of a queue by their body alone.",
                "AWS::CloudWatch::Alarm|AWS::Kinesis::Stream|line 64: Resource 'Alarm': a resource of type AWS::Kinesis::Stream is not run here.",
                "VisibilityTimeout: 42|`VisibilityTimeout: 42\n      VisibilityTimeout: 43`|line 11: Resource 'Jobs': VisibilityTimeout: occurs twice: only this one, the last, counts.",
                "source: [shop]|source: [NO]|line 30: Resource 'Orders': EventPattern.source[0]: NO without quotes is the boolean false in YAML 1.1, not the text 'NO': write it in quotes, or as false.",
                "B: own|JAVA_TOOL_OPTIONS: -javaagent:/opt/agent.jar|line 46: Resource 'Work': Environment.Variables.JAVA_TOOL_OPTIONS: no effect here: it names what a layer puts into /opt.",
                "B: own|B: 0123|line 46: Resource 'Work': Environment.Variables.B: 0123 without quotes is the number 83 in YAML 1.1, not the text '0123': write it in quotes, or as 83.",
                "B: own|B: '{{resolve:secretsmanager:db:SecretString:password}}'|line 46: Resource 'Work': Environment.Variables.B: 'password' stands for {{resolve:secretsmanager:db:SecretString:password}}: give it a value with resolvedValue.",
            })
    void whatHasNoEffectHereIsANote(String good, String bad, String note) throws IOException {
        assertThat(TEMPLATE).contains(good);
        String other =
                TEMPLATE.replaceFirst(
                        Pattern.quote(good), Matcher.quoteReplacement(bad.replace("\\n", "\n")));

        assertThat(template(other).notes()).contains(note);
    }

    private PipelineDefinition definition(String text) throws IOException {
        return template(text).pipeline().definition();
    }

    private LocalTemplate template(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), text);
        return LocalPipeline.fromTemplate(file).classPath(List.of(folder));
    }
}
