package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.Doctor;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The template is sound, and each copy of it with one mistake is found out. */
class TemplateDoctorTest {

    private static final Path TEMPLATE = Path.of(System.getProperty("mailroom.template"));
    private static final Route[] ROUTES = {
        new Route("aws.events", "Scheduled Event"), new Route("my.webapp", "UserSignup")
    };
    private static final String REPORT =
            "            FunctionResponseTypes: [ReportBatchItemFailures]\n";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "standard, webapp, no, classic",
        "fifo, webapp, no, classic",
        "standard, default, no, classic",
        "standard, webapp, yes, classic",
        "fifo, webapp, yes, classic",
        "standard, webapp, no, custom",
        "standard, webapp, yes, custom"
    })
    void theDoctorFindsNothingInTheTemplate(
            String order, String bus, String variants, String kind) {
        LocalTemplate template =
                LocalPipeline.fromTemplate(TEMPLATE)
                        .parameter("ScheduledOrder", order)
                        .parameter("SignupBusName", bus)
                        .parameter("SignupVariants", variants)
                        .parameter("BusKind", kind);

        assertThat(Doctor.check(template, ROUTES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "JavaRuntime, java25",
        "Architecture, arm64",
        "SignupPollers, 5",
        "DeploymentType, Canary10Percent5Minutes",
        "ArchiveDays, 0"
    })
    void theDoctorFindsNothingHoweverItIsOperated(String parameter, String value) {
        LocalTemplate template = LocalPipeline.fromTemplate(TEMPLATE).parameter(parameter, value);

        assertThat(Doctor.check(template, ROUTES)).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "            BatchSize: 10\n" + REPORT,
                        "            BatchSize: 10\n",
                        "Resource 'UserSignupFunction': Events.Queue.Properties.FunctionResponseTypes:"
                                + " ReportBatchItemFailures is missing: messages that the function reports"
                                + " as failed are deleted"),
                mistake(
                        "QueueName: user-signup-queue\n      VisibilityTimeout: !Ref VisibilityTimeout",
                        "QueueName: user-signup-queue\n      VisibilityTimeout: 9",
                        "Resource 'UserSignupQueue': VisibilityTimeout: 9 s is less than the 10 s timeout"
                                + " of function 'UserSignupFunction': AWS refuses the event source, since messages"
                                + " would be delivered again while it still works on them"),
                mistake(
                        "QueueName: user-signup-queue\n      VisibilityTimeout: !Ref VisibilityTimeout",
                        "QueueName: user-signup-queue\n      VisibilityTimeout: 59",
                        "Resource 'UserSignupQueue': VisibilityTimeout: 59 s is less than six times the"
                                + " 10 s timeout of function 'UserSignupFunction' and the batching window of"
                                + " 0 s: throttled messages come back too early"),
                mistake(
                        "      RedrivePolicy:\n        deadLetterTargetArn: !GetAtt UserSignupDlq.Arn\n        maxReceiveCount: 3\n\n  UserSignupDlq:",
                        "\n  UserSignupDlq:",
                        "Resource 'UserSignupQueue': RedrivePolicy: there is no dead-letter queue: a poison"
                                + " message comes back until it expires"),
                mistake(
                        "deadLetterTargetArn: !GetAtt UserSignupDlq.Arn\n        maxReceiveCount: 3",
                        "deadLetterTargetArn: !GetAtt UserSignupDlq.Arn\n        maxReceiveCount: 1",
                        "Resource 'UserSignupQueue': RedrivePolicy.maxReceiveCount: 1 leaves no second try: a"
                                + " message that fails once, or whose invocation is throttled, goes to the"
                                + " dead-letter queue"),
                mistake(
                        "deadLetterTargetArn: !GetAtt UserSignupDlq.Arn",
                        "deadLetterTargetArn: !Sub arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:gone",
                        "Resource 'UserSignupQueue': RedrivePolicy.deadLetterTargetArn: there is no queue"
                                + " 'gone' in the template"),
                mistake(
                        "            BatchSize: 10\n" + REPORT,
                        "            BatchSize: 100\n" + REPORT,
                        "Resource 'UserSignupFunction':"
                                + " Events.Queue.Properties.MaximumBatchingWindowInSeconds: a BatchSize above"
                                + " 10 needs a batching window: AWS refuses the event source"),
                mistake(
                        "            BatchSize: 10\n" + REPORT,
                        "            BatchSize: 20000\n" + REPORT,
                        "Resource 'UserSignupFunction': Events.Queue.Properties.BatchSize: 20000 is out of"
                                + " range: AWS refuses the event source"),
                mistake(
                        "MaximumBatchingWindowInSeconds: !If [IsOrdered, !Ref AWS::NoValue, 1]",
                        "MaximumBatchingWindowInSeconds: 1",
                        "Resource 'ScheduledEventsFunction':"
                                + " Events.Queue.Properties.MaximumBatchingWindowInSeconds: a FIFO queue has"
                                + " no batching window: AWS refuses the event source"),
                mistake(
                        "ContentBasedDeduplication: !If [IsOrdered, true, !Ref AWS::NoValue]",
                        "ContentBasedDeduplication: false",
                        "Resource 'ScheduledEventsQueue': ContentBasedDeduplication: EventBridge sets no"
                                + " deduplication id: without this the queue refuses its events"),
                mistake(
                        "            - MessageGroupId: schedule\n",
                        "            - !Ref AWS::NoValue\n",
                        "Resource 'ScheduledEventsRule': Targets[0].SqsParameters.MessageGroupId: a FIFO"
                                + " queue takes no message without a group"),
                mistake(
                        "aws:SourceArn: !GetAtt ScheduledEventsRule.Arn",
                        "aws:SourceArn: !GetAtt UserSignupRule.Arn",
                        "Resource 'ScheduledEventsQueue': no queue policy lets rule 'ScheduledEventsRule'"
                                + " send to it",
                        "Resource 'ScheduledEventsRuleDlq': no queue policy lets rule 'ScheduledEventsRule'"
                                + " send to it"),
                mistake(
                        "            Condition:\n              ArnEquals:\n                aws:SourceArn: !GetAtt ScheduledEventsRule.Arn\n",
                        "",
                        "Resource 'ScheduledEventsQueue': its queue policy admits the rules of every"
                                + " account",
                        "Resource 'ScheduledEventsRuleDlq': its queue policy admits the rules of every"
                                + " account"),
                mistake(
                        "Queues: [!Ref UserSignupQueue, !Ref UserSignupRuleDlq]",
                        "Queues: [!Ref UserSignupRuleDlq]",
                        "Resource 'UserSignupQueue': no queue policy lets rule 'UserSignupRule' send to it"),
                mistake(
                        "              Service: events.amazonaws.com\n            Action: sqs:SendMessage\n            Resource: [!GetAtt UserSignupQueue.Arn",
                        "              Service: sns.amazonaws.com\n            Action: sqs:SendMessage\n            Resource: [!GetAtt UserSignupQueue.Arn",
                        "Resource 'UserSignupQueue': no queue policy lets rule 'UserSignupRule' send to it",
                        "Resource 'UserSignupRuleDlq': no queue policy lets rule 'UserSignupRule' send to it"),
                mistake(
                        "        source: [my.webapp]\n",
                        "        source: my.webapp\n",
                        "Resource 'UserSignupRule': EventPattern: it does not compile: \"source\" must be an"
                                + " object or an array",
                        "Template: no rule feeds the route my.webapp / UserSignup"),
                mistake(
                        "        detail-type: [UserSignup]\n",
                        "        detail-type: [UserSignedUp]\n",
                        "Resource 'UserSignupRule': EventPattern: no route wants what it matches",
                        "Template: no rule feeds the route my.webapp / UserSignup"),
                mistake(
                        "      ScheduleExpression: rate(1 minute)\n      State: ENABLED\n",
                        "      ScheduleExpression: rate(1 minute)\n      State: DISABLED\n",
                        "Template: no rule feeds the route aws.events / Scheduled Event"),
                mistake(
                        "          DeadLetterConfig:\n            Arn: !GetAtt UserSignupRuleDlq.Arn\n\n  UserSignupRuleDlq:",
                        "\n  UserSignupRuleDlq:",
                        "Resource 'UserSignupRule': Targets[0].DeadLetterConfig: there is no dead-letter"
                                + " queue: what EventBridge cannot deliver within a day is lost"),
                mistake(
                        "            Queue: !GetAtt UserSignupQueue.Arn\n",
                        "            Queue: !GetAtt UserSignupRuleDlq.Arn\n",
                        "Resource 'UserSignupRuleDlq': RedrivePolicy: there is no dead-letter queue: a poison"
                                + " message comes back until it expires",
                        "Resource 'UserSignupRuleDlq': VisibilityTimeout: 30 s is less than six times the"
                                + " 10 s timeout of function 'UserSignupFunction' and the batching window of"
                                + " 0 s: throttled messages come back too early",
                        "Resource 'UserSignupFunction': Role: the role does not let Lambda read queue"
                                + " 'user-signup-rule-dlq': AWS refuses the event source",
                        "Resource 'UserSignupQueue': a rule sends to it, and nothing in the template reads"
                                + " it: its messages expire"));
    }

    private static Arguments mistake(String good, String bad, String... findings) {
        return Arguments.of(good, bad, List.of(findings));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theDoctorNamesTheMistake(String good, String bad, List<String> findings)
            throws IOException {
        LocalTemplate broken = broken(good, bad);
        boolean onlyInOrder =
                findings.get(0).contains("FIFO") || findings.get(0).contains("deduplication");

        assertThat(
                        Doctor.check(
                                onlyInOrder ? broken.parameter("ScheduledOrder", "fifo") : broken,
                                ROUTES))
                .extracting(TemplateDoctorTest::withoutRemedy)
                .containsExactlyElementsOf(findings);
    }

    @Test
    void theDoctorChecksTheRoutesOfASubscriber() throws IOException {
        String good =
                "\"detail-type\":[\"UserSignup\"]}'\n      InvokeConfiguration:\n        TargetArn: !GetAtt UserSignupQueue";
        LocalTemplate broken =
                broken(good, good.replace("UserSignup\"", "UserSignedUp\""))
                        .parameter("BusKind", "custom");

        assertThat(Doctor.check(broken, ROUTES))
                .extracting(TemplateDoctorTest::withoutRemedy)
                .containsExactly(
                        "Resource 'UserSignupSubscriber': FilterConfiguration.Filters[0].Pattern: no"
                                + " route wants what it matches",
                        "Template: nothing feeds the route my.webapp / UserSignup");
    }

    @Test
    void withoutRoutesNoneAreMissed() throws IOException {
        LocalTemplate other = broken("detail-type: [UserSignup]", "detail-type: [Other]");

        assertThat(Doctor.check(other)).isEmpty();
    }

    private static String withoutRemedy(Finding finding) {
        String described = finding.describe();
        return finding.remedy().isEmpty()
                ? described
                : described.substring(0, described.indexOf("; " + finding.remedy()));
    }

    private LocalTemplate broken(String good, String bad) throws IOException {
        String text = Files.readString(TEMPLATE);
        int at = text.indexOf(good);
        assertThat(at).as("the template holds what is to be broken").isNotNegative();
        String broken = text.substring(0, at) + bad + text.substring(at + good.length());
        return LocalPipeline.fromTemplate(
                Files.writeString(folder.resolve("template.yaml"), broken));
    }
}
