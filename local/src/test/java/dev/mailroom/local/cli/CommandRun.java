package dev.mailroom.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A run of the command line, and what it printed. */
final class CommandRun {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final int exitCode;

    CommandRun(String... args) {
        exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString().strip();
    }

    String err() {
        return err.toString().strip();
    }
}
