package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class DoctorMainTest {

    private static final String TEMPLATE =
            """
            Parameters:
              Receives: {Type: Number, Default: 1}
            Resources:
              Jobs:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: !Ref Receives}
              Dead: {Type: AWS::SQS::Queue}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Timeout: 5
                  Events:
                    Jobs:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Jobs.Arn
                        FunctionResponseTypes: [ReportBatchItemFailures]
            """;
    private static final String PROBLEM =
            "1 leaves no second try: a message that fails once, or whose invocation is throttled,"
                    + " goes to the dead-letter queue";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String file = "";

    @TempDir Path folder;

    @BeforeEach
    void writeTheTemplate() throws IOException {
        file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE).toString();
    }

    @Test
    void aMistakeIsOneLineAndEndsWithOne() {
        assertThat(run(file)).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo(
                        "Resource 'Jobs': RedrivePolicy.maxReceiveCount: "
                                + PROBLEM
                                + "; use 3 or more");
    }

    @Test
    void jsonHoldsTheSame() {
        assertThat(run("--json", file)).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo(
                        "{\"findings\":[{\"severity\":\"RISK\",\"resource\":\"Jobs\",\"property\":\"RedrivePolicy.maxReceiveCount\",\"problem\":\""
                                + PROBLEM
                                + "\",\"remedy\":\"use 3 or more\"}]}");
    }

    @Test
    void noMistakeEndsWithZero() {
        assertThat(run("--parameter", "Receives=3", file)).isZero();
        assertThat(text(out)).isEqualTo("No mistakes found.");
    }

    @Test
    void noMistakeIsAnEmptyListInJson() {
        assertThat(run("--parameter", "Receives=3", "--json", file)).isZero();
        assertThat(text(out)).isEqualTo("{\"findings\":[]}");
    }

    @Test
    void aRouteThatNothingFeedsIsAMistake() throws IOException {
        String rule =
                """
                  ToJobs:
                    Type: AWS::Events::Rule
                    Properties:
                      EventPattern: {source: [shop]}
                      State: DISABLED
                      Targets: [{Id: jobs, Arn: !GetAtt Jobs.Arn}]
                """;
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE + rule);
        assertThat(run("--parameter", "Receives=3", "--route", "shop/Order", file)).isEqualTo(1);
        assertThat(text(out))
                .isEqualTo(
                        "Template: no rule feeds the route shop / Order; add a rule whose pattern"
                                + " matches it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "--nonsense x", "--route x t.yaml", "a b"})
    void wrongUseEndsWithTwoAndSaysHow(String args) {
        assertThat(run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(2);
        assertThat(text(err))
                .isEqualTo(
                        "Usage: DoctorMain [--json] [--parameter NAME=VALUE]... [--route"
                                + " SOURCE/DETAIL-TYPE]... TEMPLATE");
    }

    @Test
    void aFileThatIsNotThereEndsWithTwo() {
        assertThat(run("missing.yaml")).isEqualTo(2);
        assertThat(text(err)).isEqualTo("The template missing.yaml cannot be read.");
    }

    @Test
    void whatCannotBeComputedIsAFindingAndTheRoundGoesOn() throws IOException {
        String broken = TEMPLATE.replace("!GetAtt Dead.Arn", "!GetAtt Gone.Arn");
        Files.writeString(folder.resolve("template.yaml"), broken);
        assertThat(run(file)).isEqualTo(1);
        assertThat(text(out).lines())
                .containsExactlyInAnyOrder(
                        "Resource 'Jobs': RedrivePolicy.maxReceiveCount: "
                                + PROBLEM
                                + "; use 3 or more",
                        "Resource 'Jobs': RedrivePolicy.deadLetterTargetArn: there is no parameter"
                                + " or resource 'Gone'");
    }

    @Test
    void aValueThatIsNotTheTextThatItLooksLikeIsAFinding() throws IOException {
        String misread =
                TEMPLATE.replace("Timeout: 5", "Environment: {Variables: {COUNTRY: NO, ON: True}}");
        Files.writeString(folder.resolve("template.yaml"), misread);
        assertThat(run("--parameter", "Receives=3", file)).isEqualTo(1);
        assertThat(text(out).lines())
                .containsExactly(
                        "Resource 'Work': Environment.Variables.COUNTRY: NO without quotes is the"
                                + " boolean false in YAML 1.1, not the text 'NO': write it in quotes,"
                                + " or as false",
                        "Resource 'Work': Environment.Variables.ON: True without quotes is the boolean"
                                + " true in YAML 1.1, not the text 'True': write it in quotes, or as"
                                + " true");
    }

    @Test
    void whatTheTemplateDoesNotHoldIsNoFinding() throws IOException {
        String imported = TEMPLATE.replace("!GetAtt Dead.Arn", "!ImportValue dead");
        Files.writeString(folder.resolve("template.yaml"), imported);
        assertThat(run("--parameter", "Receives=3", file)).isEqualTo(0);
        assertThat(text(out)).isEqualTo("No mistakes found.");
    }

    private int run(String... args) {
        return DoctorMain.run(print(out), print(err), args);
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).strip();
    }
}
