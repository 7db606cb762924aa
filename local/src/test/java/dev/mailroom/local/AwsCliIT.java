package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every AWS CLI that is on the PATH, version 1 or 2, at the one address of a pipeline. */
class AwsCliIT {

    private static final String NONE = "none";
    private static final Pattern VERSION = Pattern.compile("aws-cli/(\\d+)\\.(\\d+)\\.");

    @TempDir static Path folder;
    private static LocalPipeline pipeline;

    @BeforeAll
    static void start() {
        if (!found().contains(NONE)) {
            pipeline = AllServices.pipeline(folder).start();
        }
    }

    @AfterAll
    static void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    static List<String> found() {
        List<String> found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry, "aws"))
                        .filter(Files::isExecutable)
                        .map(AwsCliIT::realPath)
                        .distinct()
                        .toList();
        return found.isEmpty() ? List.of(NONE) : found;
    }

    private static String realPath(Path path) {
        try {
            return path.toRealPath().toString();
        } catch (IOException e) {
            return path.toString();
        }
    }

    @ParameterizedTest
    @MethodSource("found")
    void putsReceivesScansAndPublishes(String aws) throws Exception {
        assumeFalse(aws.equals(NONE), "There is no aws on the PATH: the AWS CLI is not tested.");
        Cli cli = Cli.of(aws);

        cli.run(
                "events",
                "put-events",
                "--entries",
                "[{\"Source\":\"shop\",\"DetailType\":\"Sold\",\"Detail\":\"{}\"}]");
        String url =
                cli.run("sqs", "get-queue-url", "--queue-name", "put").at("/QueueUrl").asText();
        JsonNode received = cli.run("sqs", "receive-message", "--queue-url", url);
        JsonNode scanned = cli.run("dynamodb", "scan", "--table-name", "items");
        cli.run("sns", "publish", "--topic-arn", AllServices.TOPIC, "--message", "hello");

        assertThat(received.at("/Messages/0/Body").asText()).isEqualTo("{}");
        assertThat(scanned.path("Count").asInt(-1)).isZero();
        String published = AllServices.bodies(pipeline, "published").get(0);
        assertThat(Json.read(published).path("Message").asText()).isEqualTo("hello");
    }

    /**
     * One AWS CLI. An old one does not know the variable, and version 1 never heeds it for SQS:
     * they have a flag.
     */
    private record Cli(String aws, int major, int minor) {

        static Cli of(String aws) throws IOException, InterruptedException {
            String said = run(List.of(aws, "--version"));
            Matcher version = VERSION.matcher(said);
            assertThat(version.find()).as(said).isTrue();
            return new Cli(
                    aws, Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
        }

        private boolean heedsTheVariable(String service) {
            return major == 1 ? minor >= 29 && !service.equals("sqs") : minor >= 13;
        }

        JsonNode run(String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(aws, "--output", "json"));
            if (!heedsTheVariable(arguments[0])) {
                command.addAll(List.of("--endpoint-url", pipeline.endpoint().toString()));
            }
            command.addAll(Arrays.asList(arguments));
            return Json.read(run(command));
        }

        private static String run(List<String> command) throws IOException, InterruptedException {
            Path output = Files.createTempFile(folder, "aws", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(Map.of("AWS_PAGER", "", "HOME", folder.toString()));
            if (pipeline != null) {
                Map<String, String> all = pipeline.endpoints().environment();
                // With the one variable only.
                all.forEach(
                        (name, value) -> {
                            if (!name.startsWith("AWS_ENDPOINT_URL_")) {
                                builder.environment().put(name, value);
                            }
                        });
            }
            int code = builder.start().waitFor();
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(code).as("%s: %s", command, said).isZero();
            return said;
        }
    }
}
