package dev.mailroom.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts a function in a process of its own, on Lambda's own runtime client, for one batch.
 *
 * @param jvmOptions of the process
 */
record FunctionStart(String handler, Path folder, List<String> jvmOptions) {

    private static final String ALL_SUCCEEDED = "{\"batchItemFailures\":[]}";
    private static final int WRITES = 3;

    /** As the template of the examples and Lambda set them, at 512 MB. */
    static final List<String> OF_TEMPLATE =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx435m", "-Xshare:auto");

    FunctionStart(String handler, Path folder) {
        this(handler, folder, OF_TEMPLATE);
    }

    /** Milliseconds from the start of the process to the answer, on the clock and of the CPU. */
    record Cost(double millis, double cpuMillis) {}

    Cost measure(String event) throws Exception {
        return run(event, List.of());
    }

    /** Returns how many classes are loaded until the answer. */
    long classes(String event) throws Exception {
        Path log = folder.resolve("classes.log");
        run(event, List.of("-Xlog:class+load:file=" + log));
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: ")).count();
        }
    }

    private Cost run(String event, List<String> options) throws Exception {
        try (OneInvocation invocation = new OneInvocation(event)) {
            ProcessBuilder builder = builder(options, invocation.address());
            long start = System.nanoTime();
            Process process = builder.start();
            try {
                String answer = invocation.answer().get(60, TimeUnit.SECONDS);
                double millis = (System.nanoTime() - start) / 1e6;
                Duration cpu = process.info().totalCpuDuration().orElseThrow();
                requireSuccess(answer, invocation.writes());
                return new Cost(millis, cpu.toMillis());
            } catch (TimeoutException | ExecutionException e) {
                throw new IllegalStateException(handler + " did not answer: " + output(), e);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private void requireSuccess(String answer, int writes) throws IOException {
        if (!answer.equals(ALL_SUCCEEDED) || writes != WRITES) {
            throw new IllegalStateException(
                    handler + " answered " + answer + " after " + writes + " writes: " + output());
        }
    }

    private ProcessBuilder builder(List<String> options, String address) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(handler);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(Files.createDirectories(folder.resolve("task")).toFile());
        builder.environment().putAll(environment(address));
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile());
        return builder;
    }

    private Map<String, String> environment(String address) {
        return Map.of(
                "AWS_LAMBDA_RUNTIME_API", address,
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_FUNCTION_NAME", "user-signup-handler",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "LAMBDA_TASK_ROOT", folder.resolve("task").toString(),
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "none",
                "AWS_SECRET_ACCESS_KEY", "none",
                "AWS_ENDPOINT_URL_DYNAMODB", "http://" + address);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"));
    }
}
