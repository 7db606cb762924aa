package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class DoctorCommandTest {

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

    private String file = "";

    @TempDir Path folder;

    @BeforeEach
    void writeTheTemplate() throws IOException {
        file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE).toString();
    }

    @Test
    void aMistakeIsOneLineAndEndsWithOne() {
        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        "Resource 'Jobs': RedrivePolicy.maxReceiveCount: "
                                + PROBLEM
                                + "; use 3 or more");
    }

    @Test
    void jsonHoldsTheSame() {
        CommandRun run = doctor("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        "{\"findings\":[{\"severity\":\"RISK\",\"resource\":\"Jobs\",\"property\":\"RedrivePolicy.maxReceiveCount\",\"problem\":\""
                                + PROBLEM
                                + "\",\"remedy\":\"use 3 or more\"}]}");
    }

    @Test
    void noMistakeEndsWithZero() {
        CommandRun run = doctor("--parameter", "Receives=3");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("No mistakes found.");
    }

    @Test
    void noMistakeIsAnEmptyListInJson() {
        CommandRun run = doctor("--parameter", "Receives=3", "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("{\"findings\":[]}");
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
        CommandRun run = doctor("--parameter", "Receives=3", "--route", "shop/Order");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo(
                        "Template: no rule feeds the route shop / Order; add a rule whose pattern"
                                + " matches it");
    }

    @Test
    void aRouteHasASourceAndADetailType() {
        CommandRun run = doctor("--route", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("A route is SOURCE/DETAIL-TYPE, not 'x'.\n");
    }

    @Test
    void handlersOfATemplateThatCannotRunAreNotAsked() {
        CommandRun run = doctor("--parameter", "Receives=3", "--classpath", "target/test-classes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        "Routes are not checked: line 11: Resource 'Work': Runtime: is missing.");
    }

    @Test
    void handlersThatCannotBeAskedLeaveTheRoutesUnchecked() throws IOException {
        String runnable =
                TEMPLATE.replace(
                        "Timeout: 5", "Timeout: 5\n      Runtime: java21\n      Handler: Gone");
        Files.writeString(folder.resolve("template.yaml"), runnable);

        CommandRun run = doctor("--parameter", "Receives=3", "--classpath", "target/test-classes");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .isEqualTo(
                        "Routes are not checked: those of function 'Work' are not known:"
                                + " java.lang.ClassNotFoundException: Gone");
    }

    @Test
    void whatIsNotATemplateEndsWithTwo() throws IOException {
        Files.writeString(folder.resolve("template.yaml"), "[]");
        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("Template: it is not a YAML mapping.\nTry 'mailroom doctor --help'.");
    }

    @Test
    void whatCannotBeComputedIsAFindingAndTheRoundGoesOn() throws IOException {
        String broken = TEMPLATE.replace("!GetAtt Dead.Arn", "!GetAtt Gone.Arn");
        Files.writeString(folder.resolve("template.yaml"), broken);
        CommandRun run = doctor();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
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
        CommandRun run = doctor("--parameter", "Receives=3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
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
        CommandRun run = doctor("--parameter", "Receives=3");

        assertThat(run.exitCode()).isEqualTo(0);
        assertThat(run.out()).isEqualTo("No mistakes found.");
    }

    private CommandRun doctor(String... args) {
        List<String> all = new ArrayList<>(List.of("doctor", "--template", file));
        all.addAll(List.of(args));
        return new CommandRun(all.toArray(new String[0]));
    }
}
