package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Schedules, functions as targets, and topics: each mistake in a copy of a good template. */
class DoctorTest {

    private static final Route SCHEDULED = new Route("aws.scheduler", "Scheduled Event");
    private static final Route ORDER = new Route("shop.web", "OrderPlaced");
    private static final String SUBSCRIPTION_OF_QUEUE =
            "        - Protocol: sqs\n          Endpoint: !GetAtt PackagedOrders.Arn\n";
    private static final String FUNCTION =
            """
            Resources:
              Rule:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [shop]}
                  Targets:
                    - Id: work
                      Arn: !GetAtt Work.Arn
                      DeadLetterConfig: {Arn: !GetAtt Lost.Arn}
              Topic: {Type: AWS::SNS::Topic, Properties: {Subscription: [{Protocol: lambda, Endpoint: !GetAtt Work.Arn}]}}
              Work:
                Type: AWS::Lambda::Function
                Properties:
                  Handler: com.example.Work
                  Runtime: java21
                  DeadLetterConfig: {TargetArn: !GetAtt Lost.Arn}
              OfTopic:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !GetAtt Work.Arn
                  Action: lambda:InvokeFunction
                  Principal: sns.amazonaws.com
                  SourceArn: !Ref Topic
              OfRule:
                Type: AWS::Lambda::Permission
                Properties:
                  FunctionName: !Ref Work
                  Action: lambda:InvokeFunction
                  Principal: events.amazonaws.com
                  SourceArn: !GetAtt Rule.Arn
              Lost: {Type: AWS::SQS::Queue}
              Policy:
                Type: AWS::SQS::QueuePolicy
                Properties:
                  Queues: [!Ref Lost]
                  PolicyDocument:
                    Statement:
                      Effect: Allow
                      Principal: {Service: events.amazonaws.com}
                      Action: sqs:SendMessage
                      Resource: !GetAtt Lost.Arn
                      Condition: {ArnEquals: {aws:SourceArn: !GetAtt Rule.Arn}}
            """;

    @TempDir Path folder;

    @Test
    void nothingIsFoundInGoodTemplates() throws Exception {
        assertThat(check(read("scheduler.yaml"), SCHEDULED)).isEmpty();
        assertThat(check(read("sam-events.yaml"), ORDER)).isEmpty();
        assertThat(check(FUNCTION)).isEmpty();
    }

    static Stream<Arguments> mistakesOfSchedules() {
        return Stream.of(
                mistake(
                        "        DeadLetterConfig: {Arn: !GetAtt Dead.Arn}\n  Daily:",
                        "  Daily:",
                        "Resource 'Hourly': Target.DeadLetterConfig: there is no dead-letter queue: what"
                                + " EventBridge cannot deliver within a day is lost"),
                mistake(
                        "        Arn: !GetAtt Ticks.Arn\n",
                        "        Arn: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:gone\n",
                        "Resource 'Hourly': Target.Arn: there is no queue 'gone' in the template",
                        "Resource 'Hourly': Target.RoleArn: the role does not let the schedule send to"
                                + " queue gone"),
                mistake(
                        "        RoleArn: !GetAtt SchedulerRole.Arn\n",
                        "",
                        "Resource 'Hourly': Target.RoleArn: there is no role with which the schedule may send"),
                mistake(
                        "Resource: [!GetAtt Ticks.Arn, !GetAtt Dead.Arn]",
                        "Resource: [!GetAtt Ticks.Arn]",
                        "Resource 'Hourly': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Dead",
                        "Resource 'Daily': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Dead"),
                mistake(
                        "Action: sqs:SendMessage",
                        "Action: sqs:ReceiveMessage",
                        "Resource 'Hourly': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Ticks",
                        "Resource 'Hourly': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Dead",
                        "Resource 'Daily': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Ticks",
                        "Resource 'Daily': Target.RoleArn: the role does not let the schedule send to"
                                + " queue Dead"),
                mistake(
                        "      Name: hourly\n",
                        "      Name: hourly\n      State: DISABLED\n",
                        "Template: no rule feeds the route aws.scheduler / Scheduled Event"),
                mistake(
                        "{\"job\": \"clean-up\"}",
                        "{\"source\": \"jobs\", \"detail-type\": \"CleanUp\"}",
                        "Resource 'Daily': Target.Input: no route wants this event"),
                mistake(
                        "  Ticks:\n    Type: AWS::SQS::Queue\n    Properties:\n",
                        "  Ticks:\n    Type: AWS::SQS::Queue\n    Properties:\n      FifoQueue: true\n",
                        "Resource 'Ticks': RedrivePolicy.deadLetterTargetArn: 'Dead' is a standard queue"
                                + " and this one a FIFO queue: AWS refuses the redrive policy",
                        "Resource 'Hourly': Target.SqsParameters.MessageGroupId: a FIFO queue takes no"
                                + " message without a group",
                        "Resource 'Ticks': ContentBasedDeduplication: EventBridge sets no deduplication id:"
                                + " without this the queue refuses its events",
                        "Resource 'Daily': Target.SqsParameters.MessageGroupId: a FIFO queue takes no"
                                + " message without a group"),
                mistake(
                        "Properties: {Queue: !GetAtt Ticks.Arn,",
                        "Properties: {Enabled: false, Queue: !GetAtt Ticks.Arn,",
                        "Resource 'Ticks': a schedule sends to it, and nothing in the template reads it: its"
                                + " messages expire"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfSchedules")
    void aMistakeOfAScheduleIsNamed(String good, String bad, List<String> findings)
            throws Exception {
        assertThat(check(broken(read("scheduler.yaml"), good, bad), SCHEDULED))
                .containsExactlyElementsOf(findings);
    }

    @Test
    void aScheduleWhoseEventsNoRouteWantsIsNamed() throws Exception {
        assertThat(check(read("scheduler.yaml"), ORDER))
                .containsExactly(
                        "Resource 'Hourly': ScheduleExpression: no route wants its events",
                        "Template: no rule feeds the route shop.web / OrderPlaced");
    }

    static Stream<Arguments> mistakesOfTopics() {
        return Stream.of(
                mistake(
                        "Condition: {ArnEquals: {aws:SourceArn: !Ref OrderTopic}}",
                        "Condition: {ArnEquals: {aws:SourceArn: !GetAtt ToTopic.Arn}}",
                        "Resource 'PackagedOrders': no queue policy lets topic 'OrderTopic' send to it",
                        "Resource 'RawOrders': no queue policy lets topic 'OrderTopic' send to it"),
                mistake(
                        "Principal: {Service: sns.amazonaws.com}",
                        "Principal: {Service: events.amazonaws.com}",
                        "Resource 'PackagedOrders': no queue policy lets topic 'OrderTopic' send to it",
                        "Resource 'RawOrders': no queue policy lets topic 'OrderTopic' send to it"),
                mistake(
                        "            Condition: {ArnEquals: {aws:SourceArn: !Ref OrderTopic}}\n",
                        "",
                        "Resource 'PackagedOrders': its queue policy admits the topics of every account",
                        "Resource 'RawOrders': its queue policy admits the topics of every account"),
                mistake(
                        "Queues: [!Ref RawOrders, !Ref PackagedOrders]",
                        "Queues: [!Ref RawOrders]",
                        "Resource 'PackagedOrders': no queue policy lets topic 'OrderTopic' send to it"),
                mistake(
                        "Action: sns:Publish",
                        "Action: sns:Subscribe",
                        "Resource 'OrderTopic': no topic policy lets rule 'ToTopic' publish on it"),
                mistake(
                        "          Arn: !Ref OrderTopic\n",
                        "          Arn: !Sub arn:aws:sns:${AWS::Region}:${AWS::AccountId}:gone\n",
                        "Resource 'ToTopic': Targets[0].Arn: there is no topic 'gone' in the template",
                        "Template: no rule feeds the route shop.web / OrderPlaced"),
                mistake(
                        SUBSCRIPTION_OF_QUEUE,
                        SUBSCRIPTION_OF_QUEUE.replace("PackagedOrders", "Lost"),
                        "Resource 'Lost': no queue policy lets topic 'OrderTopic' send to it",
                        "Resource 'Lost': a topic sends to it, and nothing in the template reads it: its"
                                + " messages expire"),
                mistake(
                        "{numeric: [\">=\", 40]}",
                        "{numbers: 40}",
                        "Resource 'LargeOrders': FilterPolicy: it does not compile: Unrecognized match"
                                + " type numbers"),
                mistake(
                        "      EventInvokeConfig:\n        MaximumRetryAttempts: 1\n        DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Lost.Arn}}\n",
                        "",
                        "Resource 'Audit': DeadLetterQueue: there is neither a dead-letter queue nor a"
                                + " destination on failure: an event that it fails with again and again is"
                                + " lost"),
                mistake(
                        "      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Lost.Arn}\n",
                        "",
                        "Resource 'Intake': DeadLetterQueue: there is neither a dead-letter queue nor a"
                                + " destination on failure: an event that it fails with again and again is"
                                + " lost"),
                mistake(
                        "            DeadLetterConfig: {Arn: !GetAtt Lost.Arn}\n",
                        "",
                        "Resource 'Intake': Events.AtOnce.Properties.DeadLetterConfig: there is no"
                                + " dead-letter queue: what EventBridge cannot deliver within a day is lost"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfTopics")
    void aMistakeOfATopicOrOfSamEventsIsNamed(String good, String bad, List<String> findings)
            throws Exception {
        assertThat(check(broken(read("sam-events.yaml"), good, bad), ORDER))
                .containsExactlyElementsOf(findings);
    }

    @Test
    void aTopicToWhichNobodySubscribesIsNamed() throws Exception {
        String template =
                broken(
                        FUNCTION,
                        "Subscription: [{Protocol: lambda, Endpoint: !GetAtt Work.Arn}]",
                        "DisplayName: Orders");
        assertThat(check(broken(template, "Arn: !GetAtt Work.Arn", "Arn: !Ref Topic")))
                .containsExactly(
                        "Resource 'Topic': no topic policy lets rule 'Rule' publish on it",
                        "Resource 'Topic': a rule publishes on it, and nobody subscribes");
    }

    static Stream<Arguments> mistakesOfFunctions() {
        return Stream.of(
                mistake(
                        "SourceArn: !GetAtt Rule.Arn",
                        "SourceArn: !Ref Topic",
                        "Resource 'Work': no permission lets rule 'Rule' invoke it"),
                mistake(
                        "SourceArn: !GetAtt Rule.Arn",
                        "Description: none",
                        "Resource 'Work': its permission admits the rules of every account"),
                mistake(
                        "Principal: sns.amazonaws.com",
                        "Principal: s3.amazonaws.com",
                        "Resource 'Work': no permission lets topic 'Topic' invoke it"),
                mistake(
                        "DeadLetterConfig: {TargetArn: !GetAtt Lost.Arn}",
                        "Timeout: 3",
                        "Resource 'Work': DeadLetterConfig: there is neither a dead-letter queue nor a"
                                + " destination on failure: an event that it fails with again and again is"
                                + " lost"),
                mistake(
                        "Condition: {ArnEquals: {aws:SourceArn: !GetAtt Rule.Arn}}",
                        "Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}",
                        "Resource 'Lost': no queue policy lets rule 'Rule' send to it"),
                mistake(
                        "Arn: !GetAtt Work.Arn\n",
                        "Arn: !Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:gone\n",
                        "Resource 'Rule': Targets[0].Arn: there is no function 'gone' in the template"));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfFunctions")
    void aMistakeOfAFunctionIsNamed(String good, String bad, List<String> findings)
            throws IOException {
        assertThat(check(broken(FUNCTION, good, bad))).containsExactlyElementsOf(findings);
    }

    private static Arguments mistake(String good, String bad, String... findings) {
        return Arguments.of(good, bad, List.of(findings));
    }

    private List<String> check(String template, Route... routes) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), template);
        return Doctor.check(LocalPipeline.fromTemplate(file), routes).stream()
                .map(DoctorTest::withoutRemedy)
                .toList();
    }

    private static String withoutRemedy(Finding finding) {
        String described = finding.describe();
        return finding.remedy().isEmpty()
                ? described
                : described.substring(0, described.indexOf("; " + finding.remedy()));
    }

    private static String broken(String template, String good, String bad) {
        int at = template.indexOf(good);
        assertThat(at).as("the template holds what is to be broken").isNotNegative();
        return template.substring(0, at) + bad + template.substring(at + good.length());
    }

    private static String read(String name) throws IOException, URISyntaxException {
        var file = DoctorTest.class.getResource("/templates/" + name);
        return Files.readString(Path.of(Objects.requireNonNull(file).toURI()));
    }
}
