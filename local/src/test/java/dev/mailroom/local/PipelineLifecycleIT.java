package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.Threads;
import dev.mailroom.local.model.DynamoDbServer;
import dev.mailroom.local.model.KeyAttribute;
import dev.mailroom.local.model.LocalEventSource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.LocalTable;
import dev.mailroom.local.model.SecondaryIndex;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.FunctionStarted;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.PipelineStep.Stopped;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** No process outlives its pipeline, and no pipeline disturbs another. */
class PipelineLifecycleIT {

    private static final Duration SOON = Duration.ofMinutes(1);

    @Test
    void closingStopsEveryProcessAndIsTheLastStep() {
        List<Long> before = children();
        RecordedSteps steps = new RecordedSteps();
        LocalPipeline pipeline = pipeline(steps);
        List<Long> started = children();
        started.removeAll(before);
        assertThat(started).as("the function, the server and its guard").hasSize(3);

        pipeline.close();
        pipeline.close();

        assertThat(started).noneMatch(TestSystem::isRunning);
        assertThat(steps.lines()).endsWith(new Stopped().describe());
        assertThat(steps.of(Stopped.class, step -> true)).hasSize(1);
    }

    // A publisher may check its bus in the constructor.
    @Test
    void aFunctionFindsItsBusAndItsQueueWhileItIsConstructed() {
        CompletableFuture<JsonNode> bus = new CompletableFuture<>();
        CompletableFuture<JsonNode> queue = new CompletableFuture<>();
        LocalFunction asking =
                LocalFunction.inProcess(
                        "asking",
                        endpoints -> {
                            ask(
                                    AwsJson.eventBridge(endpoints.eventBridge()),
                                    "DescribeEventBus",
                                    Json.object().put("Name", "default"),
                                    bus);
                            ask(
                                    AwsJson.sqs(endpoints.sqs()),
                                    "GetQueueUrl",
                                    Json.object().put("QueueName", "jobs"),
                                    queue);
                            return (event, context) -> "";
                        });
        try (LocalPipeline pipeline =
                LocalPipeline.builder()
                        .queue(LocalQueue.standard("jobs"))
                        .function(asking)
                        .eventSource(LocalEventSource.of("jobs", "asking"))
                        .start()) {
            assertThat(bus.join().path("Name").asText()).isEqualTo("default");
            assertThat(queue.join().path("QueueUrl").asText()).isEqualTo(pipeline.queueUrl("jobs"));
        }
    }

    private static void ask(
            AwsJson service, String operation, JsonNode request, CompletableFuture<JsonNode> to) {
        try {
            to.complete(service.call(operation, request));
        } catch (IOException e) {
            to.completeExceptionally(e);
        }
    }

    @Test
    void aHostThatIsKilledLeavesNoProcessAndNothingOfTheDatabaseInTheTempFolder(
            @TempDir Path folder) throws Exception {
        Process host = startHost(folder);
        List<Long> processes;
        try (BufferedReader output = host.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().filter(HostMain.READY::equals).findFirst()).isPresent();
            processes = host.descendants().map(ProcessHandle::pid).toList();
            assertThat(processes).hasSize(3).allMatch(TestSystem::isRunning);
            assertThat(folder).isDirectoryRecursivelyContaining("glob:**/dynoxide");
        } finally {
            host.destroyForcibly().waitFor();
        }

        await().atMost(SOON).until(() -> processes.stream().noneMatch(TestSystem::isRunning));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(folder)
                                        .isDirectoryNotContaining(
                                                file -> Files.exists(file.resolve("dynoxide"))));
    }

    @Test
    void aHostThatEndsLeavesNothingInTheTempFolder(@TempDir Path folder) throws Exception {
        Process host = startHost(folder);
        try (BufferedReader output = host.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines().filter(HostMain.READY::equals).findFirst()).isPresent();
            host.getOutputStream().close();
            assertThat(host.waitFor()).isZero();
        } finally {
            host.destroyForcibly().waitFor();
        }

        assertThat(folder).isDirectoryNotContaining("glob:**/mailroom-*");
    }

    @Test
    void twoPipelinesInOneJvmDoNotDisturbEachOther() {
        RecordedSteps one = new RecordedSteps();
        RecordedSteps two = new RecordedSteps();
        CompletableFuture<LocalPipeline> other = CompletableFuture.supplyAsync(() -> pipeline(two));
        try (LocalPipeline first = pipeline(one);
                LocalPipeline second = other.join()) {
            assertThat(first.endpoints()).isNotEqualTo(second.endpoints());

            putOneEvent(first);

            BatchInvoked invoked = one.awaitOne(BatchInvoked.class, step -> true);
            one.awaitOne(
                    InvocationReturned.class, step -> step.requestId().equals(invoked.requestId()));
            assertThat(two.of(PipelineStep.class, step -> !(step instanceof FunctionStarted)))
                    .isEmpty();
        }
    }

    @Test
    void aFunctionThatDoesNotStartStopsEverythingAndSaysWhy() {
        List<Long> before = children();
        LocalPipelineBuilder builder =
                LocalPipeline.builder()
                        .table(LocalTable.of("Signups"))
                        .function(
                                LocalFunction.process("f", FailingInitHandler.class.getName())
                                        .classPath(TestSystem.classPath()));

        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessage(
                        "The local pipeline could not start function 'f': java.lang.IllegalStateException: no table name");
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void anInterruptWhileDynamoDbIsStartingLeavesNoProcess(@TempDir Path folder) throws Exception {
        List<Long> before = children();
        Path neverUp = Files.writeString(folder.resolve("server"), "#!/bin/sh\nexec sleep 600\n");
        assertThat(neverUp.toFile().setExecutable(true)).isTrue();
        LocalPipelineBuilder builder =
                LocalPipeline.builder().dynamoDb(DynamoDbServer.executable(neverUp));
        FutureTask<Boolean> start =
                new FutureTask<>(
                        () -> {
                            assertThatIllegalStateException()
                                    .isThrownBy(builder::start)
                                    .withMessage(
                                            "Interrupted while the local pipeline was starting.");
                            assertThat(children()).isEqualTo(before);
                            return Thread.currentThread().isInterrupted();
                        });
        Thread starter = Threads.startDaemon("starter", start);
        await().atMost(SOON).until(() -> children().size() > before.size());

        starter.interrupt();

        assertThat(start.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aFunctionInProcessThatDoesNotStartSaysWhy() {
        LocalPipelineBuilder builder =
                LocalPipeline.builder()
                        .function(
                                LocalFunction.inProcess(
                                        "f", endpoints -> new FailingInitHandler()));

        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessage(
                        "The local pipeline could not start function 'f': java.lang.IllegalStateException: no table name");
    }

    @Test
    void aTableThatTheServerRefusesStopsEverythingAndIsNamed() {
        List<Long> before = children();
        LocalPipelineBuilder builder =
                LocalPipeline.builder()
                        .table(
                                LocalTable.of("Signups")
                                        .index(
                                                SecondaryIndex.local(
                                                        "withoutSortKeyOfItsTable",
                                                        KeyAttribute.string("name"))));

        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessageStartingWith(
                        "The local pipeline could not start DynamoDB: Table 'Signups': dynamodb"
                                + " CreateTable: HTTP 400 ValidationException: ");
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void aMissingExecutableIsNamed() {
        LocalPipelineBuilder builder =
                LocalPipeline.builder().dynamoDb(DynamoDbServer.executable(Path.of("no-such")));

        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessage(
                        "The local pipeline could not start DynamoDB: DynamoDB: "
                                + Path.of("no-such").toAbsolutePath()
                                + " is not an executable file.");
    }

    private static LocalPipeline pipeline(RecordedSteps steps) {
        return LocalPipeline.builder()
                .queue(LocalQueue.standard("q"))
                .rule(LocalRule.matching("all", "{\"source\":[{\"prefix\":\"\"}]}").toQueue("q"))
                .table(LocalTable.of("Signups").timeToLive("expiresAt"))
                .function(
                        LocalFunction.process("f", ScriptedHandler.class.getName())
                                .classPath(TestSystem.classPath()))
                .eventSource(LocalEventSource.of("q", "f").reportBatchItemFailures(true))
                .listener(steps)
                .start();
    }

    private static void putOneEvent(LocalPipeline pipeline) {
        PutEventsRequestEntry entry =
                PutEventsRequestEntry.builder()
                        .source("my.webapp")
                        .detailType("T")
                        .detail("{}")
                        .build();
        try (EventBridgeClient events = LocalPipelineIT.eventBridge(pipeline)) {
            events.putEvents(request -> request.entries(entry));
        }
    }

    private static Process startHost(Path folder) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostMain.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static List<Long> children() {
        return new ArrayList<>(
                ProcessHandle.current().descendants().map(ProcessHandle::pid).sorted().toList());
    }
}
