package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.doctor.Finding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whole templates: in some a message is lost, and of all others there is nothing to say. */
class DoctorCasesTest {

    /** A template, and all that the doctor finds in it. */
    record Case(String file, List<String> findings) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Case> losses() {
        return Stream.of(
                loss(
                        "fn01-two-filtered-consumers",
                        "Resource 'Q': function 'Fn' and function 'Fn2' read it: each message goes to"
                                + " one of them alone, and a filter deletes what another one wanted; give"
                                + " each reader a queue of its own"),
                loss(
                        "fn02-kms-aws-managed",
                        "Resource 'Q': KmsMasterKeyId: the key alias/aws/sqs of AWS does not let in"
                                + " events.amazonaws.com: nothing that rule 'Rule' sends arrives; use a key"
                                + " of your own that lets events.amazonaws.com do kms:GenerateDataKey and"
                                + " kms:Decrypt, or SqsManagedSseEnabled: true"),
                loss(
                        "fn02b-kms-cmk-no-events",
                        "Resource 'Fn': Role: the role does not let Lambda use key 'Key', with which"
                                + " queue 'Q' is encrypted: no message gets to the function; allow"
                                + " kms:Decrypt on the key",
                        "Resource 'Q': KmsMasterKeyId: the policy of key 'Key' does not let in"
                                + " events.amazonaws.com: nothing that rule 'Rule' sends arrives; let it do"
                                + " kms:GenerateDataKey and kms:Decrypt there"),
                loss(
                        "fn08-fifo-dlq-of-rule",
                        "Resource 'Rule': Targets[0].DeadLetterConfig.Arn: 'FDlq' is a FIFO queue:"
                                + " EventBridge keeps what it cannot deliver in standard queues alone; use a"
                                + " standard queue"),
                loss(
                        "fn09-filterpolicy-attributes",
                        "Resource 'Sub': FilterPolicy: it filters by message attributes, and rule 'Rule'"
                                + " sends none: it drops every event; add FilterPolicyScope: MessageBody"),
                loss(
                        "fn15-sns-envelope-vs-body-filter",
                        "Resource 'Fn': Events.S.Properties.FilterCriteria: no filter lets through what"
                                + " topic 'Topic' sends: Lambda deletes all of it; set RawMessageDelivery:"
                                + " true on the subscription: without it the event is a text in the"
                                + " notification's Message"),
                loss(
                        "fn16-arn-not-equals",
                        "Resource 'Q': no queue policy lets rule 'Rule' send to it; allow"
                                + " events.amazonaws.com to do sqs:SendMessage, limited by aws:SourceArn to the"
                                + " rule",
                        "Resource 'Dlq': no queue policy lets rule 'Rule' send to it; allow"
                                + " events.amazonaws.com to do sqs:SendMessage, limited by aws:SourceArn to the"
                                + " rule"),
                loss(
                        "fn18-two-policies-overwrite",
                        "Resource 'Dlq': 'Pol' and 'Pol2' each set its policy: the one that is made last"
                                + " replaces the others, and those that they let in are refused; put all statements"
                                + " into one policy",
                        "Resource 'Q': 'Pol' and 'Pol2' each set its policy: the one that is made last"
                                + " replaces the others, and those that they let in are refused; put all statements"
                                + " into one policy"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aLossIsFound(Case loss) throws Exception {
        assertThat(check(loss.file())).containsExactlyElementsOf(loss.findings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-good",
                "fp02-condition-key-case",
                "fp03-connector",
                "fp04-inline-policy",
                "fp07-logs-target",
                "fp09-pipe-reads-queue",
                "fp13-globals-api",
                "fp14-mappings"
            })
    void nothingIsFoundWhereNothingIsLost(String file) throws Exception {
        assertThat(check(file)).isEmpty();
    }

    @Test
    void noCaseIsForgotten() throws Exception {
        long cases = losses().count() + 8;
        try (Stream<Path> files = Files.list(path("00-good").getParent())) {
            assertThat(files.count()).isEqualTo(cases);
        }
    }

    private static Case loss(String file, String... findings) {
        return new Case(file, List.of(findings));
    }

    private static List<String> check(String file) throws URISyntaxException, IOException {
        return Doctor.check(LocalPipeline.fromTemplate(path(file))).stream()
                .map(Finding::describe)
                .toList();
    }

    private static Path path(String file) throws URISyntaxException {
        var resource = DoctorCasesTest.class.getResource("/doctor/" + file + ".yaml");
        return Path.of(Objects.requireNonNull(resource, file).toURI());
    }
}
