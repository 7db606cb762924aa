package dev.mailroom.local.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs a template until it is stopped. */
@Command(
        name = "dev",
        description =
                "Runs EventBridge, SQS, Lambda and DynamoDB on this machine, as a template has them,"
                        + " and prints what happens. Ctrl-C ends it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DevCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;
    @Mixin private DevOptions options = new DevOptions();

    DevOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (DevRun run = DevRun.start(out, step -> {}, options)) {
            run.await();
        } catch (InterruptedException e) {
            // Ctrl-C interrupts it.
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
