package dev.mailroom.local.cli;

import dev.mailroom.local.internal.deadletters.Access;
import dev.mailroom.local.internal.deadletters.DeadLetterQueue;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** The options for a dead-letter queue: which one, and how to reach it. */
final class QueueOptions {

    // The longest time for which SQS hides a message.
    private static final int MOST_SECONDS = 43_200;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--queue",
            paramLabel = "NAME|URL",
            required = true,
            description = "The dead-letter queue.")
    private String queue = "";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "Where 'dev' answers, such as http://127.0.0.1:8700; AWS's own if it is left"
                            + " out.")
    private @Nullable URI endpoint;

    @Option(names = "--region", description = "The region; by default that of the profile.")
    private @Nullable String region;

    @Option(names = "--profile", description = "The profile of AWS's configuration files.")
    private @Nullable String profile;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description =
                    "How long a message that was read stays hidden from others if this command"
                            + " is killed. Default: ${DEFAULT-VALUE}.")
    private int hold = 300;

    static void printUnread(int messages, PrintWriter out) {
        if (messages > 0) {
            out.println(
                    messages
                            + " more could not be read: another reader has them, or they are behind"
                            + " others of their message group");
        }
    }

    <R> R use(Function<DeadLetterQueue, R> work) {
        if (hold < 1 || hold > MOST_SECONDS) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--hold must be 1 to " + MOST_SECONDS + ".");
        }
        try {
            Access access = new Access(endpoint, region, profile);
            return DeadLetterQueue.use(access, queue, Duration.ofSeconds(hold), work);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "dlq needs software.amazon.awssdk:sqs on the class path: add it as a dependency",
                    e);
        }
    }
}
