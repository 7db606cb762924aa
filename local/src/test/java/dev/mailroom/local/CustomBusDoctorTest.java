package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.doctor.Finding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Subscribers of Custom Event Buses: a good template, in which each case makes one mistake. The
 * first column says which fact it is about, such as V17.
 */
class CustomBusDoctorTest {

    private static final String DATA =
            "'{\"detail-type\":[\"Paid\"],\"detail\":{\"total\":[{\"numeric\":[\">\",500]}]}}'";

    @TempDir Path folder;

    @Test
    void nothingIsFoundInAGoodTemplate() throws Exception {
        assertThat(check(good())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
V2  | EventBusArn: !Ref Bus | EventBusArn: !Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/shop' | Paid: EventBusArn: it is a Classic bus, which has rules and no subscribers: AWS refuses the subscriber; name an AWS::EventsV2::EventBus
V2  | EventBusArn: !Ref Bus | EventBusArn: shop | Paid: EventBusArn: 'shop' is not the ARN of a Custom Event Bus: AWS refuses the subscriber; write !Ref and the bus, or take its ARN from a parameter
V13 | {Expression: '{% $events.Data %}'} | {} | Paid: Transformer.JsonataConfiguration.Expression: it is missing: AWS refuses the subscriber; write what the target gets, or Type: RAW
V13 | $events.Data %} | 1 + %} | Paid: Transformer.JsonataConfiguration.Expression: the JSONata expression does not parse: Unexpected end of expression
V16 | MaxBatchSize: 10 | MaxBatchSize: 11 | Paid: BatchConfiguration.MaxBatchSize: 11 is out of range: AWS refuses the subscriber; use 1 to 10
V16 | MaxBatchSize: 10 | MaxBatchWindowInSeconds: 301 | Paid: BatchConfiguration.MaxBatchWindowInSeconds: 301 is out of range: AWS refuses the subscriber; use 0 to 300
V17 | MessageGroupId: '{% $events.SystemMetadata.EventGroupId %}' | `` | Paid: InvokeConfiguration.SqsParameters.MessageGroupId: a FIFO queue takes no message without a group: every delivery fails; write '{% $events.SystemMetadata.EventGroupId %}', or a group
V17 | MessageDeduplicationId: '{% $events.SystemMetadata."aws:EventId" %}' | MessageDeduplicationId: order | Paid: InvokeConfiguration.SqsParameters.MessageDeduplicationId: it is the same for every event: the queue drops all but the first, for five minutes; write '{% $events.SystemMetadata."aws:EventId" %}'
V17 | MessageDeduplicationId: '{% $events.SystemMetadata."aws:EventId" %}' | `` | Paid: InvokeConfiguration.SqsParameters.MessageDeduplicationId: neither the subscriber nor the FIFO queue 'Queue' makes a deduplication id: every delivery fails; write '{% $events.SystemMetadata."aws:EventId" %}'
V17 | {TargetArn: !GetAtt Standard.Arn, | {TargetArn: !GetAtt Standard.Arn, SqsParameters: {MessageDeduplicationId: a}, | All: InvokeConfiguration.SqsParameters.MessageDeduplicationId: 'Standard' is a standard queue, which takes none: every delivery fails; leave it out, or use a FIFO queue
V18 | Type: FIFO | `` | Paid: Type: the subscriber delivers in any order, so the FIFO queue 'Queue' keeps none that counts; write Type: FIFO
V20 | RoleArn: !GetAtt Role.Arn | `` | Paid: InvokeConfiguration.RoleArn: there is no role with which the subscriber may send: AWS refuses it; name a role that events.amazonaws.com may assume, and that lets it do sqs:SendMessage
V20 | Resource: [!GetAtt Queue.Arn, | Resource: [ | Paid: InvokeConfiguration.RoleArn: the role does not let the subscriber send to queue Queue.fifo; allow sqs:SendMessage there
V20 | !GetAtt Failed.Arn, !GetAtt Standard.Arn | !GetAtt Standard.Arn | Paid: InvokeConfiguration.RoleArn: the role does not let the subscriber send to queue Failed.fifo; allow sqs:SendMessage there
V20 | - {Effect: Allow, Action: [kms:GenerateDataKey, kms:Decrypt], Resource: !GetAtt Key.Arn} | `` | Paid: InvokeConfiguration.RoleArn: the role does not let the subscriber use key 'Key', with which queue Queue.fifo is encrypted; allow kms:GenerateDataKey and kms:Decrypt there
V24 | OnFailureConfiguration: {Arn: !GetAtt Gone.Arn} | `` | All: OnFailureConfiguration: there is none: what is not delivered within 5 retries and 300 s is dropped; name a queue with OnFailureConfiguration
V24 | MaxRetryAttempts: 185 | MaxRetryAttempts: 186 | Paid: RetryPolicy.MaxRetryAttempts: 186 is out of range: AWS refuses the subscriber; use 0 to 185
V24 | MaxEventAgeInSeconds: 86400 | MaxEventAgeInSeconds: 30 | Paid: RetryPolicy.MaxEventAgeInSeconds: 30 is out of range: AWS refuses the subscriber; use 60 to 86400
V25 | OnFailureConfiguration: {Arn: !GetAtt Failed.Arn} | OnFailureConfiguration: {Arn: !GetAtt Gone.Arn} | Paid: OnFailureConfiguration.Arn: 'Gone' is a standard queue: failure records of a FIFO subscriber need a FIFO queue; use a FIFO queue
V26 | PointInTimeConfiguration: {PointType: HORIZON} | `` | All: PointInTimeConfiguration.PointType: StartingPosition: POINT_IN_TIME needs it: AWS refuses the subscriber; use HORIZON, or TIMESTAMP with a StartingPoint
V26 | PointType: HORIZON | PointType: TIMESTAMP | All: PointInTimeConfiguration.StartingPoint: PointType: TIMESTAMP needs it: AWS refuses the subscriber; write seconds since 1970
""")
    void aMistakeIsFound(String fact, String good, String bad, String finding) throws Exception {
        assertThat(check(with(good, bad))).as(fact).containsExactly("Resource '" + quoted(finding));
    }

    /** V17: what is right for a standard queue. */
    @Test
    void aDelayOfAFifoQueueIsFound() throws Exception {
        String group = "          MessageGroupId:";

        assertThat(check(with(group, "          DelaySeconds: 5\n" + group)))
                .containsExactly(
                        "Resource 'Paid': InvokeConfiguration.SqsParameters.DelaySeconds: a FIFO"
                                + " queue delays no single messages: every delivery fails; set"
                                + " DelaySeconds on the queue");
    }

    /** V22: what AWS refuses, and what it takes and never matches. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
'{"detail-type":"Paid"}' | Filters[0].Pattern: AWS refuses it: "detail-type" must be an object or an array
{detail-type: [Paid]} | Filters[0].Pattern: AWS refuses it: it is a mapping; write JSON in a text, such as '{"source":["shop"]}'
'{"a":[{"wildcard":"x*"}]}' | Filters[0].Pattern: AWS refuses it: a subscriber has no wildcards: use prefix and suffix
'{"a":[{"anything-but":{"wildcard":["x*"]}}]}' | Filters[0].Pattern: AWS refuses it: a subscriber has no wildcards: use prefix and suffix
'{"Data":{"detail-type":["Paid"]}}' | Filters[0].Pattern: the pattern of scope DATA begins inside of Data: the subscriber gets nothing; leave Data out
'{"SystemMetadata":{"aws:Source":["shop"]}}' | Filters[0].Pattern: the pattern of scope DATA begins inside of Data: the subscriber gets nothing; leave Data out
'{"detail-type":["Paid"],"total":[1]}' | Filters[0].Pattern.total: no event of PutEvents has such a field or value there: the subscriber gets nothing; fields of your own are in detail
""")
    void aPatternThatMatchesNothingIsFound(String pattern, String finding) throws Exception {
        assertThat(check(with(DATA, pattern)))
                .containsExactly("Resource 'Paid': FilterConfiguration." + finding);
    }

    /** V22: a payload of PutRawEvents may have any names, those of the parts of an event too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
'{"Data":["a"]}'
'{"Data":{"total":[1]}}'
'{"SystemMetadata":["a"]}'
'{"SystemMetadata":{"tenant":["a"]}}'
'{"detail":["a"],"total":[1]}'
'{"wildcard":{"a":["x"]}}'
""")
    void aPatternOfAPayloadIsNoMistake(String pattern) throws Exception {
        assertThat(check(with(DATA, pattern))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
"""
SYSTEM_METADATA, Pattern: '{"aws:Source":["shop"]}' | DATA, Pattern: '{"source":["shop"]}' | Paid: FilterConfiguration.Filters[1].Scope: AWS refuses it: there is a filter of DATA already: put all into one pattern
'{"aws:Source":["shop"]}' | '{"source":["shop"]}' | Paid: FilterConfiguration.Filters[1].Pattern.source: EventBridge sets no such field or value: the subscriber gets nothing; write names such as aws:Source, and texts in quotes
'{"tenant":["acme"]}' | '{"tenant":[{"prefix":"a"}]}' | All: FilterConfiguration.Filters[0].Pattern: AWS refuses it: metadata is compared with exact texts alone: write them in quotes, without an operator
- {Scope: METADATA, Pattern: '{"tenant":["acme"]}'} | [] | All: FilterConfiguration.Filters: AWS refuses it: it is empty: write at least one filter
""")
    void aFilterThatMatchesNothingIsFound(String good, String bad, String finding)
            throws Exception {
        assertThat(check(with(good, bad))).containsExactly("Resource '" + quoted(finding));
    }

    /** V22: 4,096 bytes in all, and not characters. */
    @Test
    void patternsThatAreTooLongAreFound() throws Exception {
        String umlauts = "'{\"detail\":{\"name\":[\"" + "\u00fc".repeat(2_035) + "\"]}}'";

        assertThat(check(with(DATA, umlauts)))
                .containsExactly(
                        "Resource 'Paid': FilterConfiguration: AWS refuses it: its patterns have"
                                + " 4117 bytes, and 4096 are allowed");
    }

    /** V20: the role is that of both subscribers. */
    @Test
    void aRoleThatTrustsAnotherIsFound() throws Exception {
        String finding =
                "InvokeConfiguration.RoleArn: role 'Role' does not let events.amazonaws.com assume"
                        + " it; allow events.amazonaws.com to do sts:AssumeRole in its"
                        + " AssumeRolePolicyDocument";

        assertThat(check(with("Service: events.amazonaws.com", "Service: lambda.amazonaws.com")))
                .containsExactly("Resource 'Paid': " + finding, "Resource 'All': " + finding);
    }

    /** V32: CloudFormation deletes a subscriber that it replaces before it makes the new one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Type: FIFO | Type: !Ref Kind | Type",
                "Type: FIFO | Type: !Sub '${Kind}' | Type",
                "Type: FIFO | Type: !Sub ['${K}', {K: !Ref Kind}] | Type",
                "Type: FIFO | Type: !Join ['', [!Ref Kind, '']] | Type",
                "Type: FIFO | Type: !If [IsOrdered, FIFO, UNORDERED] | Type",
                "EventBusArn: !Ref Bus | EventBusArn: !If [IsOrdered, !Ref Bus, !Ref Bus] | EventBusArn",
                "TargetArn: !GetAtt Queue.Arn | TargetArn: !If [IsOrdered, !GetAtt Queue.Arn, !GetAtt Queue.Arn] | InvokeConfiguration.TargetArn",
            })
    void whatReplacesASubscriberIsFound(String good, String bad, String property) throws Exception {
        assertThat(check(PARAMETERS + with(good, bad)))
                .containsExactly(
                        "Resource 'Paid': "
                                + property
                                + ": a parameter or a condition decides it, and changing it replaces"
                                + " the subscriber: what is published between the old and the new"
                                + " one is not delivered; write a value");
    }

    /** V32: one that begins at a point in time loses nothing, and begins there once more. */
    @Test
    void whatReplacesASubscriberFromAPointInTimeIsFound() throws Exception {
        String point = "PointType: TIMESTAMP, StartingPoint: !Ref Start";

        assertThat(check(PARAMETERS + with("PointType: HORIZON", point)))
                .containsExactly(
                        "Resource 'All': PointInTimeConfiguration"
                                + ": a parameter or a condition decides it, and changing it replaces"
                                + " the subscriber: the new one delivers once more what the bus"
                                + " keeps from its starting point on; write a value");
    }

    /** V32: what only says which stack it is, or where another stack's resource is, stays. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name: paid | Name: !Sub '${AWS::StackName}-paid-${!Stage}'",
                "EventBusArn: !Ref Bus | EventBusArn: !Sub '${Bus}'",
                "TargetArn: !GetAtt Queue.Arn | TargetArn: !Sub '${Queue.Arn}'",
                // A stage is that of the stack, which needs names of its own.
                "Name: paid | Name: !Ref Stage",
                "Name: paid | Name: !Sub 'paid-${Stage}'",
                "Name: paid | Name: !Sub ['paid-${S}', {S: !Ref Stage}]",
                "Name: paid | Name: !Join ['-', [paid, !Ref Stage]]",
                "Name: paid | Name: !If [IsOrdered, paid, other]",
                "Name: all | Name: !Sub '${Stage}-all'",
                // The ARN of a resource of another stack has to come from a parameter.
                "TargetArn: !GetAtt Standard.Arn | TargetArn: !Ref QueueArn",
                "EventBusArn: !Ref Bus | EventBusArn: !Ref BusArn",
                "EventBusArn: !Ref Bus | EventBusArn: !Sub '${BusArn}'",
                // A bus can forward an event of PutEvents with metadata.
                "SYSTEM_METADATA, Pattern: '{\"aws:Source\":[\"shop\"]}' | METADATA, Pattern: '{\"tenant\":[\"acme\"]}'",
            })
    void whatStaysTheSameIsNoMistake(String good, String bad) throws Exception {
        assertThat(check(PARAMETERS + with(good, bad))).isEmpty();
    }

    /** V32: the target is another stack's, the stage's own, or an alias, which all stay. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Stage}'",
                "!Join [':', [!Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}', !Ref Stage]]",
                "!Ref Fn.Alias",
            })
    void aTargetThatStaysTheSameReplacesNothing(String target) throws Exception {
        assertThat(check(PARAMETERS + with("!GetAtt Standard.Arn, RoleArn", target + ", RoleArn")))
                .noneMatch(finding -> finding.contains("replaces the subscriber"));
    }

    /** V32: an alias stays, but SAM publishes another version with each change of the function. */
    @ParameterizedTest
    @ValueSource(strings = {"!Ref Fn.Version", "!Sub '${Fn.Version}'"})
    void aVersionOfAFunctionReplacesTheSubscriberWithEachDeployment(String target)
            throws Exception {
        assertThat(check(with("!GetAtt Queue.Arn\n", target + "\n")))
                .contains(
                        "Resource 'Paid': InvokeConfiguration.TargetArn: each change of the"
                                + " function makes another version, and changing it replaces the"
                                + " subscriber: what is published between the old and the new one"
                                + " is not delivered; name the function's alias");
    }

    private static final String PARAMETERS =
            """
            Parameters:
              Stage: {Type: String, Default: paid}
              Kind: {Type: String, Default: FIFO}
              QueueArn: {Type: String, Default: 'arn:aws:sqs:us-east-1:111122223333:other'}
              Start: {Type: String, Default: '10'}
              BusArn: {Type: String, Default: 'arn:aws:events:us-east-1:111122223333:event-busv2/shop/abcdefghijklmnopqrstuvwxy'}
            Conditions:
              IsOrdered: !Equals [!Ref Stage, paid]
            """;

    private static String quoted(String finding) {
        return finding.replaceFirst(":", "':");
    }

    private static String with(String good, String bad) throws Exception {
        String template = good();
        assertThat(template).contains(good);
        int start = template.indexOf(good);
        return template.substring(0, start) + bad + template.substring(start + good.length());
    }

    private static String good() throws URISyntaxException, IOException {
        var resource = CustomBusDoctorTest.class.getResource("/custombus/good.yaml");
        return Files.readString(Path.of(Objects.requireNonNull(resource).toURI()));
    }

    private List<String> check(String template) throws IOException {
        Path file = Files.writeString(folder.resolve("template.yaml"), template);
        return Doctor.check(LocalPipeline.fromTemplate(file)).stream()
                .map(Finding::describe)
                .toList();
    }
}
