package dev.mailroom.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The command line of Mailroom.
 *
 * <p>The exit code is 0 if all went well, 1 if something was found or did not work, and 2 if the
 * command was used incorrectly.
 */
@Command(
        name = "mailroom",
        description = "Runs and checks functions that take EventBridge events from SQS.",
        subcommands = {DevCommand.class, DoctorCommand.class, PutCommand.class, DlqCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the JVM.
     *
     * @param args the command and its options; {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(printing(System.out), printing(System.err), args));
    }

    private static PrintWriter printing(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Runs a command in this JVM.
     *
     * @param out where its result goes
     * @param err where errors go
     * @param args the command and its options
     * @return 0 if all went well, 1 if something was found or did not work, 2 if it was used
     *     incorrectly
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine(new Main()).setOut(out).setErr(err).execute(args);
    }

    /** The settings of every command line: {@code @file} is a detail, not a file of arguments. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, args) -> wrongUse(e))
                .setExecutionExceptionHandler((e, commandLine, result) -> failed(e, commandLine));
    }

    private static int wrongUse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof UncheckedIOException) {
            command.getErr().println(e.getMessage());
        } else {
            e.printStackTrace(command.getErr());
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
