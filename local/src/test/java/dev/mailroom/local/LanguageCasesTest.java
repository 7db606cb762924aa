package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.internal.definition.DefinitionCheck;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RedrivePolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Small templates of one feature each, judged by AWS's documentation: what AWS takes starts, and
 * what AWS refuses is an error.
 */
class LanguageCasesTest {

    /** These have nothing that is worth a note but the code of their functions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e07-ebrule-dlq-type",
                "e09-schedv2-tz",
                "e11-schedv2-start",
                "e13-schedv2-rate-sing",
                "f16-EventInvokeConfig",
                "f18-DeadLetterQueue",
                "f30-ignoreglobals",
                "i01-findinmap",
                "i05-stackname",
                "i07-getatt-string-long",
                "i09-language-ext-foreach",
                "i15-condition-ref-false",
                "i17-eventpattern-string",
                "i19-if-block",
                "i21-numeric-param-in-int",
                "i23-ssm-param",
                "m01-long-rule-id",
                "m05-short-table-id",
                "m07-long-fn-id",
                "m09-numkey",
                "m11-java-replaced",
                "q02-maxmessagesize",
                "q04-retention",
                "r12-cron-lower",
                "t01-sortkey",
                "y01-True",
                "y03-quoted-True",
                "y05-anchor-alias",
                "y09-dash-flow",
                "y11-exists-True",
                "y13-enabled-True",
                "y15-empty-properties",
                "y17-colon-in-flow",
            })
    void startsWithoutANote(String name) {
        assertThat(notes(name)).isEmpty();
        check(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "e01-httpapi|line 11: Resource 'Fn': Events.A.Type: no event comes from 'HttpApi' here.",
                "e05-sqs-provisioned|line 11: Resource 'Fn': Events.A.Properties.ProvisionedPollerConfig: no effect here: two batches at a time are polled.",
                "e15-cwlogs|line 11: Resource 'Fn': Events.A.Type: no event comes from 'CloudWatchLogs' here.",
                "f00-Layers|line 11: Resource 'Fn': Layers: no effect here: their code is on no class path, unless you put it there.",
                "f02-KmsKeyArn|line 4: Resource 'Fn': no effect here: KmsKeyArn.",
                "f04-ProvisionedConcurrencyConfig|line 4: Resource 'Fn': no effect here: AutoPublishAlias, ProvisionedConcurrencyConfig.",
                "f06-RuntimeManagementConfig|line 4: Resource 'Fn': no effect here: RuntimeManagementConfig.",
                "f08-VersionDescription|line 4: Resource 'Fn': no effect here: VersionDescription.",
                "f10-RecursiveLoop|line 4: Resource 'Fn': no effect here: RecursiveLoop.",
                "f12-FileSystemConfigs|line 11: Resource 'Fn': FileSystemConfigs: no effect here: no file system is mounted.",
                "f20-AssumeRolePolicyDocument|line 4: Resource 'Fn': no effect here: AssumeRolePolicyDocument.",
                "f22-SourceKMSKeyArn|line 4: Resource 'Fn': no effect here: SourceKMSKeyArn.",
                "f32-description-attr|line 4: Resource 'Fn': no effect here: Description.",
                "i03-importvalue|line 15: Resource 'Fn': Events.R.Properties.EventBusName: 'core-bus' stands for the export 'core-bus' of another stack: give it a value with importedValue.",
                "i13-dynamic-ref|line 11: Resource 'Fn': Environment.Variables.R: 'b' stands for {{resolve:ssm:/a/b}}: give it a value with resolvedValue.",
                "i27-multiply-rules-assert|line 3: Template: Rules: not checked here.",
                "i29-hooks-section|line 3: Template: Hooks: not checked here.",
                "m13-queue-resolve|line 4: Resource 'Q': QueueName: 'q' stands for {{resolve:ssm:/app/q}}: give it a value with resolvedValue.",
                "r02-sfn|line 9: Resource 'R': Targets[0].Arn: nothing is sent to arn:aws:states:us-east-1:000000000000:stateMachine:x here.",
                "r04-logs|line 9: Resource 'R': Targets[0].Arn: nothing is sent to arn:aws:logs:us-east-1:000000000000:log-group:/aws/events/x here.",
                "r06-archive|line 12: Resource 'A': a resource of type AWS::Events::Archive is not run here.",
                "r08-schema|line 12: Resource 'P': a resource of type AWS::EventSchemas::Discoverer is not run here.",
                "r10-no-targets|line 4: Resource 'R': it has no target here: what it matches goes nowhere.",
                "t05-ttl|line 4: Resource 'T': no effect here: OnDemandThroughput.",
            })
    void startsWithANote(String name, String note) {
        assertThat(template(name).notes()).contains(note);
        check(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // CloudFormation takes no reference to what is not declared.
                "e03-s3|line 11: Resource 'Fn': Events.A.Properties.Bucket: there is no parameter or resource 'B'.",
                // An image is no Java; replaced, the function starts.
                "f14-PackageType|line 3: Template: Resources: only functions in Java run here, and these are not: 'Fn' (a container image). Replace each by function(LocalFunction), or start without them by withoutOtherFunctions().",
                "i11-length|line 11: Resource 'Fn': Environment.Variables.R: Fn::Length needs the transform AWS::LanguageExtensions.",
                "i25-sub-spaces|line 7: Resource 'Q': QueueName: Fn::Sub: '${ AWS::StackName }' may hold letters, digits, '_', '.' and ':' only.",
                "m03-macro|line 2: Template: Transform: the macro 'MyCompanyMacro' is not run here, and could change what happens to a message: give a template to which it has been applied.",
                // DynamoDB takes no name of an index with less than three characters.
                "t03-gsi|line 4: Resource 'T': Index 'g': a name has 3 to 255 letters, digits, '_', '-' or '.'.",
                // In YAML 1.1 an octal number is 036.
                "y07-octal|line 7: Resource 'Q': VisibilityTimeout: must be a whole number, was '0o36'.",
            })
    void isRefused(String name, String error) {
        LocalTemplate template = template(name);

        assertThatThrownBy(template::pipeline).hasMessage(error);
    }

    @Test
    void everyCaseIsJudged() throws IOException {
        try (Stream<Path> files = Files.list(path("language"))) {
            assertThat(files).hasSize(31 + 26 + 7);
        }
    }

    @Test
    void anImageStartsReplaced() {
        LocalTemplate replaced =
                template("f14-PackageType")
                        .function(LocalFunction.inProcess("Fn", e -> (event, context) -> null));

        assertThat(DefinitionCheck.of(replaced.pipeline().definition()).functions())
                .containsOnlyKeys("Fn");
    }

    @ParameterizedTest
    @CsvSource({
        "i01-findinmap, Q, 30",
        "i05-stackname, local-q, 30",
        "i09-language-ext-foreach, Queuea, 30",
        "i09-language-ext-foreach, Queueb, 30",
        "i21-numeric-param-in-int, Q, 30",
        "m13-queue-resolve, q, 30",
        "y01-True, Q.fifo, 30",
        "y03-quoted-True, Q.fifo, 30",
        "y05-anchor-alias, B, 30",
        "y09-dash-flow, a-b, 30",
        "e07-ebrule-dlq-type, FnAQueue, 30",
        "f16-EventInvokeConfig, FnEventInvokeConfigOnFailureQueue, 30",
    })
    void aQueueHasItsNameAndSettings(String name, String queue, int seconds) {
        Map<String, LocalQueue> queues = check(name).queues();

        assertThat(queues).containsKey(queue);
        assertThat(queues.get(queue).visibilityTimeout()).hasSeconds(seconds);
    }

    @Test
    void aBlockBehindAConditionIsRead() {
        assertThat(check("i19-if-block").queues().get("Q").redrive())
                .isEqualTo(new RedrivePolicy("D", 3));
        assertThat(check("i15-condition-ref-false").queues()).containsOnlyKeys("Q");
    }

    @Test
    void namesThatAwsGeneratesAreNoLongerThanAllowed() {
        assertThat(check("m01-long-rule-id").rules())
                .singleElement()
                .extracting(LocalRule::name)
                .isEqualTo("A".repeat(55) + "-EC340460");
        assertThat(check("m07-long-fn-id").functions())
                .containsOnlyKeys("F".repeat(55) + "-1210A240");
        assertThat(check("m05-short-table-id").tables()).containsOnlyKeys("local-Db");
    }

    @Test
    void aPatternMayBeATextAndHoldsBooleans() {
        assertThat(check("i17-eventpattern-string").rules().get(0).pattern())
                .isEqualTo("{\"source\":[\"a\"],\"account\":[\"000000000000\"]}");
        assertThat(check("y11-exists-True").rules().get(0).pattern())
                .isEqualTo("{\"source\":[\"a\"],\"detail\":{\"x\":[{\"exists\":true}]}}");
    }

    @Test
    void whatBecomesOfFailuresIsRead() {
        assertThat(check("f18-DeadLetterQueue").asyncSettings())
                .containsEntry("Fn", new AsyncSettings("Fn", 2, Destination.topic("Tp"), null));
        assertThat(check("f16-EventInvokeConfig").asyncSettings())
                .containsEntry(
                        "Fn",
                        new AsyncSettings(
                                "Fn",
                                2,
                                null,
                                Destination.queue("FnEventInvokeConfigOnFailureQueue")));
        assertThat(check("e07-ebrule-dlq-type").rules().get(0).targets().get(0).deadLetters())
                .isEqualTo(Destination.queue("FnAQueue"));
    }

    @Test
    void globalsThatAreIgnoredDoNotHold() {
        assertThat(check("f30-ignoreglobals").functions().get("Fn").timeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "e09-schedv2-tz, 2026-07-01T00:00:00Z, 2026-07-01T07:00:00Z",
        "e11-schedv2-start, 2026-07-01T00:10:00Z, 2026-07-01T01:00:00Z",
        "e13-schedv2-rate-sing, 2026-07-01T00:00:00Z, 2026-07-01T00:05:00Z",
        "r12-cron-lower, 2026-07-03T12:00:00Z, 2026-07-06T12:00:00Z",
    })
    void aScheduleTicksAsItSays(String name, Instant last, Instant next) {
        assertThat(Objects.requireNonNull(check(name).rules().get(0).schedule()).next(last))
                .contains(next);
    }

    @Test
    void aBusOfAnotherStackIsMadeByItsName() {
        assertThat(check("i03-importvalue").buses())
                .containsExactlyInAnyOrder("default", "core-bus");
    }

    /** The notes, but for the code of the functions, which is on the class path. */
    private static List<String> notes(String name) {
        return template(name).notes().stream().toList();
    }

    /** What the pipeline consists of, checked as it is when it starts. */
    private static PipelineDefinition check(String name) {
        return DefinitionCheck.of(template(name).pipeline().definition());
    }

    private static LocalTemplate template(String name) {
        return LocalPipeline.fromTemplate(path("language/" + name + ".yaml"));
    }

    private static Path path(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(
                                    LanguageCasesTest.class.getResource("/templates/" + name))
                            .toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
