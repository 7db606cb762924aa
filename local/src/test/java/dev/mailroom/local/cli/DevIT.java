package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.TestSystem;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/** The commands together: one runs a template, the other puts events on its bus. */
class DevIT {

    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Jobs: {Type: AWS::SQS::Queue}
              ToJobs:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [shop]}
                  Targets: [{Id: jobs, Arn: !GetAtt Jobs.Arn}]
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: dev.mailroom.local.ScriptedHandler
                  Environment: {Variables: {STAGE: prod}}
                  Events:
                    Jobs:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Jobs.Arn
                        FunctionResponseTypes: [ReportBatchItemFailures]
              Other:
                Type: AWS::Serverless::Function
                Properties: {Runtime: nodejs22.x, Handler: index.handler}
            """;

    private final PrintedLines lines = new PrintedLines();

    @TempDir private Path folder;
    private String template = "";

    @BeforeEach
    void writeTheTemplate() throws IOException {
        template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE).toString();
    }

    @Test
    void runsATemplateWithWhatTheOptionsChange() throws Exception {
        try (DevRun run = start(options("--env", "Work.BY=me"))) {
            lines.await("Starting template.yaml ...");
            lines.await("Up at " + run.pipeline().endpoint() + "; Ctrl-C ends it.");
            lines.await("export AWS_ENDPOINT_URL=" + run.pipeline().endpoint());

            CommandRun put = put(run, "shop", "--detail", "{\"do\": \"tells-its-environment\"}");

            assertThat(put.exitCode()).isZero();
            lines.await("event " + put.out() + " matched rule ToJobs");
            assertThat(lines.await("] environment ")).contains("BY,", "STAGE");
            lines.await("function Work returned, 0 failed");
        }
        lines.await("pipeline stopped");
    }

    @Test
    void readsADetailFromAFile() throws Exception {
        Path detail =
                Files.writeString(folder.resolve("detail.json"), "{\"do\": \"always-fails\"}");
        try (DevRun run = start(options())) {
            CommandRun put = put(run, "shop", "--detail", "@" + detail, "--json");

            assertThat(Json.read(put.out()).path("Entries").path(0).has("EventId")).isTrue();
            lines.await("function Work returned, 1 failed");
        }
    }

    @Test
    void eachStepCanBeALineOfJson() throws Exception {
        try (DevRun run = start(options("--json"))) {
            JsonNode up = Json.read(lines.await("{\"Up\":"));
            assertThat(up.path("Up").path("endpoint").asText())
                    .isEqualTo(run.pipeline().endpoint().toString());

            CommandRun put = put(run, "shop");

            JsonNode step = Json.read(lines.await("{\"EventPut\":")).path("EventPut");
            assertThat(step.path("eventId").asText()).isEqualTo(put.out());
            assertThat(step.path("source").asText()).isEqualTo("shop");
        }
    }

    @Test
    void anEventThatIsRefusedEndsWithOneAndSaysWhy() {
        try (DevRun run = start(options())) {
            CommandRun put = put(run, "aws.s3");

            assertThat(put.exitCode()).isEqualTo(1);
            assertThat(put.out()).isEmpty();
            assertThat(put.err()).startsWith("Not put: NotAuthorizedForSourceException: ");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidAloud() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DevRun run = start(options("--port", "" + taken.getLocalPort()))) {
            lines.await("Port " + taken.getLocalPort() + " is taken.");
            lines.await("Up at " + run.pipeline().endpoint());
        }
    }

    @Test
    void aChangedTemplateStartsAgainAtTheSameAddress() throws Exception {
        try (DevRun run = start(options())) {
            URI address = run.pipeline().endpoint();
            FutureTask<Void> awaiting =
                    new FutureTask<>(
                            () -> {
                                run.await();
                                return null;
                            });
            Thread thread = new Thread(awaiting);
            thread.start();
            lines.await("Up at " + address);

            Files.writeString(Path.of(template), TEMPLATE.replace("[shop]", "shop"));
            lines.await("template.yaml has changed and cannot run; what ran before continues: ");
            assertThat(put(run, "shop").err()).isEmpty();
            lines.await("function Work returned, 0 failed");

            Files.writeString(Path.of(template), TEMPLATE.replace("[shop]", "[store]"));
            lines.await("template.yaml has changed: starting again");
            lines.await("Up at " + address);
            assertThat(put(run, "store").err()).isEmpty();
            lines.await("function Work returned, 0 failed");

            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void theCommandEndsWithZeroWhenItIsStopped() throws Exception {
        List<String> args = new ArrayList<>(List.of("dev"));
        args.addAll(List.of(options()));
        PrintWriter out = lines.writer();
        FutureTask<Integer> dev =
                new FutureTask<>(() -> Main.run(out, out, args.toArray(new String[0])));
        Thread thread = new Thread(dev);
        thread.start();
        lines.await("; Ctrl-C ends it.");

        thread.interrupt();

        assertThat(dev.get()).isZero();
        lines.await("pipeline stopped");
    }

    @Test
    void aTemplateThatCannotRunEndsWithOneAndSaysWhy() throws IOException {
        Files.writeString(
                folder.resolve("template.yaml"), TEMPLATE.replace("!GetAtt Jobs.Arn", "x"));
        CommandRun run = new CommandRun("dev", "--template", template, "--without", "Other");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Resource 'ToJobs'").doesNotContain("\tat ");
    }

    @Test
    void whereNothingAnswersNothingIsPut() {
        CommandRun run =
                new CommandRun(
                        "put",
                        "--endpoint",
                        "http://127.0.0.1:1",
                        "--source",
                        "shop",
                        "--detail-type",
                        "Order");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("Nothing answers at http://127.0.0.1:1: is 'mailroom dev' running?");
    }

    private DevRun start(String... options) {
        return DevRun.start(lines.writer(), step -> {}, options);
    }

    private String[] options(String... more) {
        String classPath =
                TestSystem.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--template",
                                template,
                                "--classpath",
                                classPath,
                                "--without",
                                "Other"));
        all.addAll(List.of(more));
        if (!all.contains("--port")) {
            all.addAll(List.of("--port", "0"));
        }
        return all.toArray(new String[0]);
    }

    private static CommandRun put(DevRun run, String source, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "put",
                                "--endpoint",
                                run.pipeline().endpoint().toString(),
                                "--source",
                                source,
                                "--detail-type",
                                "Order"));
        all.addAll(List.of(more));
        return new CommandRun(all.toArray(new String[0]));
    }
}
