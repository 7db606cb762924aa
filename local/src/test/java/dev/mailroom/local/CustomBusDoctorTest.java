package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.doctor.Finding;

import org.junit.jupiter.api.Test;
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

/**
 * Subscribers of Custom Event Buses: templates that differ from a good one by one mistake each. The
 * file says which fact it is about, such as V17.
 */
class CustomBusDoctorTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "v02-classic-bus",
                        List.of(
                                "Resource 'Paid': EventBusArn: it is a Classic bus, which has "
                                        + "rules and no subscribers: AWS refuses the subscriber; name "
                                        + "an AWS::EventsV2::EventBus")),
                Arguments.of(
                        "v02-name-of-bus",
                        List.of(
                                "Resource 'Paid': EventBusArn: 'shop' is not the ARN of a "
                                        + "Custom Event Bus: AWS refuses the subscriber; write !Ref and "
                                        + "the bus, or take its ARN from a parameter")),
                Arguments.of(
                        "v13-no-expression",
                        List.of(
                                "Resource 'Paid': "
                                        + "Transformer.JsonataConfiguration.Expression: it is missing: "
                                        + "AWS refuses the subscriber; write what the target gets, or "
                                        + "Type: RAW")),
                Arguments.of(
                        "v13-bad-expression",
                        List.of(
                                "Resource 'Paid': "
                                        + "Transformer.JsonataConfiguration.Expression: the JSONata "
                                        + "expression does not parse: Unexpected end of expression")),
                Arguments.of(
                        "v16-batch-size",
                        List.of(
                                "Resource 'Paid': BatchConfiguration.MaxBatchSize: 11 is out "
                                        + "of range: AWS refuses the subscriber; use 1 to 10")),
                Arguments.of(
                        "v16-batch-window",
                        List.of(
                                "Resource 'Paid': BatchConfiguration.MaxBatchWindowInSeconds: "
                                        + "301 is out of range: AWS refuses the subscriber; use 0 to "
                                        + "300")),
                Arguments.of(
                        "v17-no-group",
                        List.of(
                                "Resource 'Paid': "
                                        + "InvokeConfiguration.SqsParameters.MessageGroupId: a FIFO "
                                        + "queue takes no message without a group: every delivery "
                                        + "fails; write '{% $events.SystemMetadata.EventGroupId %}', or "
                                        + "a group")),
                Arguments.of(
                        "v17-constant-deduplication-id",
                        List.of(
                                "Resource 'Paid': "
                                        + "InvokeConfiguration.SqsParameters.MessageDeduplicationId: it "
                                        + "is the same for every event: the queue drops all but the "
                                        + "first, for five minutes; write '{% "
                                        + "$events.SystemMetadata.\"aws:EventId\" %}'")),
                Arguments.of(
                        "v17-no-deduplication-id",
                        List.of(
                                "Resource 'Paid': "
                                        + "InvokeConfiguration.SqsParameters.MessageDeduplicationId: "
                                        + "neither the subscriber nor the FIFO queue 'Queue' makes a "
                                        + "deduplication id: every delivery fails; write '{% "
                                        + "$events.SystemMetadata.\"aws:EventId\" %}'")),
                Arguments.of(
                        "v17-delay",
                        List.of(
                                "Resource 'Paid': "
                                        + "InvokeConfiguration.SqsParameters.DelaySeconds: a FIFO queue "
                                        + "delays no single messages: every delivery fails; set "
                                        + "DelaySeconds on the queue")),
                Arguments.of(
                        "v17-deduplication-id-of-a-standard-queue",
                        List.of(
                                "Resource 'All': "
                                        + "InvokeConfiguration.SqsParameters.MessageDeduplicationId: "
                                        + "'Standard' is a standard queue, which takes none: every "
                                        + "delivery fails; leave it out, or use a FIFO queue")),
                Arguments.of(
                        "v18-unordered",
                        List.of(
                                "Resource 'Paid': Type: the subscriber delivers in any order, "
                                        + "so the FIFO queue 'Queue' keeps none that counts; write "
                                        + "Type: FIFO")),
                Arguments.of(
                        "v20-no-role",
                        List.of(
                                "Resource 'Paid': InvokeConfiguration.RoleArn: there is no role with which the subscriber may send: AWS refuses it; name "
                                        + "a role that events.amazonaws.com may assume, and that lets "
                                        + "it do sqs:SendMessage")),
                Arguments.of(
                        "v20-role-trusts-another",
                        List.of(
                                "Resource 'Paid': InvokeConfiguration.RoleArn: role 'Role' "
                                        + "does not let events.amazonaws.com assume it; allow "
                                        + "events.amazonaws.com to do sts:AssumeRole in its "
                                        + "AssumeRolePolicyDocument",
                                "Resource 'All': InvokeConfiguration.RoleArn: role 'Role' "
                                        + "does not let events.amazonaws.com assume it; allow "
                                        + "events.amazonaws.com to do sts:AssumeRole in its "
                                        + "AssumeRolePolicyDocument")),
                Arguments.of(
                        "v20-role-without-target",
                        List.of(
                                "Resource 'Paid': InvokeConfiguration.RoleArn: the role does "
                                        + "not let the subscriber send to queue Queue.fifo; allow "
                                        + "sqs:SendMessage there")),
                Arguments.of(
                        "v20-role-without-failure-queue",
                        List.of(
                                "Resource 'Paid': InvokeConfiguration.RoleArn: the role does "
                                        + "not let the subscriber send to queue Failed.fifo; allow "
                                        + "sqs:SendMessage there")),
                Arguments.of(
                        "v20-role-without-key",
                        List.of(
                                "Resource 'Paid': InvokeConfiguration.RoleArn: the role does "
                                        + "not let the subscriber use key 'Key', with which queue "
                                        + "Queue.fifo is encrypted; allow kms:GenerateDataKey and "
                                        + "kms:Decrypt there")),
                Arguments.of(
                        "v22-two-filters-of-a-scope",
                        List.of(
                                "Resource 'Paid': FilterConfiguration.Filters[1].Scope: there "
                                        + "is a filter of DATA already: AWS refuses the subscriber; put "
                                        + "all into one pattern")),
                Arguments.of(
                        "v22-does-not-compile",
                        List.of(
                                "Resource 'Paid': FilterConfiguration.Filters[0].Pattern: it "
                                        + "does not compile: \"detail-type\" must be an object or an "
                                        + "array")),
                Arguments.of(
                        "v22-wildcard",
                        List.of(
                                "Resource 'Paid': FilterConfiguration.Filters[1].Pattern: a "
                                        + "subscriber has no wildcards: AWS refuses the pattern; use "
                                        + "prefix and suffix")),
                Arguments.of(
                        "v22-metadata-prefix",
                        List.of(
                                "Resource 'Paid': FilterConfiguration.Filters[1].Pattern: "
                                        + "metadata are compared with texts alone: the subscriber gets "
                                        + "nothing; write the exact values in quotes")),
                Arguments.of(
                        "v22-system-metadata-name",
                        List.of(
                                "Resource 'Paid': "
                                        + "FilterConfiguration.Filters[2].Pattern.source: EventBridge "
                                        + "sets no such field or value: the subscriber gets nothing; "
                                        + "write names such as aws:Source, and texts in quotes")),
                Arguments.of(
                        "v22-data-outside-detail",
                        List.of(
                                "Resource 'Paid': "
                                        + "FilterConfiguration.Filters[0].Pattern.total: no event of "
                                        + "PutEvents has such a field or value there: the subscriber "
                                        + "gets nothing; fields of your own are in detail")),
                Arguments.of(
                        "v22-data-of-metadata",
                        List.of(
                                "Resource 'Paid': FilterConfiguration.Filters[0].Pattern: the "
                                        + "pattern of scope DATA begins inside of Data: the subscriber "
                                        + "gets nothing; leave Data out")),
                Arguments.of(
                        "v24-no-failure-queue",
                        List.of(
                                "Resource 'All': OnFailureConfiguration: there is none: what "
                                        + "is not delivered within 5 retries and 300 s is dropped; name "
                                        + "a queue with OnFailureConfiguration")),
                Arguments.of(
                        "v24-attempts",
                        List.of(
                                "Resource 'Paid': RetryPolicy.MaxRetryAttempts: 186 is out of "
                                        + "range: AWS refuses the subscriber; use 0 to 185")),
                Arguments.of(
                        "v24-age",
                        List.of(
                                "Resource 'Paid': RetryPolicy.MaxEventAgeInSeconds: 30 is out "
                                        + "of range: AWS refuses the subscriber; use 60 to 86400")),
                Arguments.of(
                        "v25-standard-failure-queue",
                        List.of(
                                "Resource 'Paid': OnFailureConfiguration.Arn: 'Gone' is a "
                                        + "standard queue: failure records of a FIFO subscriber need a "
                                        + "FIFO queue; use a FIFO queue")),
                Arguments.of(
                        "v26-no-point",
                        List.of(
                                "Resource 'All': PointInTimeConfiguration.PointType: "
                                        + "StartingPosition: POINT_IN_TIME needs it: AWS refuses the "
                                        + "subscriber; use HORIZON, or TIMESTAMP with a StartingPoint")),
                Arguments.of(
                        "v26-no-time",
                        List.of(
                                "Resource 'All': PointInTimeConfiguration.StartingPoint: "
                                        + "PointType: TIMESTAMP needs it: AWS refuses the subscriber; "
                                        + "write seconds since 1970")),
                Arguments.of(
                        "v32-replaced",
                        List.of(
                                "Resource 'Paid': Name: a parameter or a condition decides "
                                        + "it, and changing it replaces the subscriber: what is "
                                        + "published between the old and the new one is not delivered; "
                                        + "write a value, or StartingPosition: POINT_IN_TIME")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFound(String file, List<String> findings) throws URISyntaxException {
        assertThat(check(file)).containsExactlyElementsOf(findings);
    }

    @Test
    void nothingIsFoundInAGoodTemplate() throws URISyntaxException {
        assertThat(check("good")).isEmpty();
    }

    @Test
    void noCaseIsForgotten() throws URISyntaxException, IOException {
        try (Stream<Path> files = Files.list(path("good").getParent())) {
            assertThat(files.count()).isEqualTo(mistakes().count() + 1);
        }
    }

    private static List<String> check(String file) throws URISyntaxException {
        return Doctor.check(LocalPipeline.fromTemplate(path(file))).stream()
                .map(Finding::describe)
                .toList();
    }

    private static Path path(String file) throws URISyntaxException {
        var resource = CustomBusDoctorTest.class.getResource("/custombus/doctor/" + file + ".yaml");
        return Path.of(Objects.requireNonNull(resource, file).toURI());
    }
}
