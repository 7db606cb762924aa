package dev.mailroom.local.cli;

import dev.mailroom.local.internal.deadletters.DeadLetterQueue;
import dev.mailroom.local.internal.deadletters.Reading;
import dev.mailroom.local.internal.deadletters.Redrive;
import dev.mailroom.local.internal.deadletters.Selection;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Sends messages back to the queue where they are handled. */
@Command(
        name = "redrive",
        description = {
            "Sends the chosen messages to the queue where they are handled, and deletes them here.",
            "Run it again if it was stopped: each message is sent before it is deleted, so none is"
                    + " lost, and one may be sent twice."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DlqRedriveCommand implements Callable<Integer> {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private QueueOptions queue = new QueueOptions();

    @Option(names = "--to", paramLabel = "NAME|URL", required = true, description = "The queue.")
    private String to = "";

    @Option(names = "--all", description = "Every message, without any of the choices below.")
    private boolean all;

    @Mixin private SelectionOptions selected = new SelectionOptions();

    @Option(
            names = "--rate",
            paramLabel = "MESSAGES",
            defaultValue = "10",
            description = "How many are sent in a second, at most. Default: ${DEFAULT-VALUE}.")
    private int rate = 10;

    @Option(
            names = "--message-group",
            paramLabel = "ID",
            description = "On a FIFO queue, the group of messages that have none.")
    private @Nullable String group;

    @Override
    public Integer call() {
        Selection selection = selected.selection();
        if (all != selection.isAll()) {
            throw wrong("Choose messages, or say --all, and not both.");
        }
        if (rate < 1) {
            throw wrong("--rate must be 1 or more.");
        }
        Redrive redrive = new Redrive(selection, to, group, this::pause);
        return print(queue.use(from -> run(redrive, from)));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private static Redrive.Result run(Redrive redrive, DeadLetterQueue from) {
        try (Reading reading = new Reading(from, System::nanoTime)) {
            return redrive.run(from, reading);
        }
    }

    private void pause() {
        LockSupport.parkNanos(NANOS_PER_SECOND / rate);
    }

    private int print(Redrive.Result result) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(result.sent() + " messages sent to " + to + ", " + result.left() + " left");
        if (result.withoutEvent() > 0) {
            out.println(
                    result.withoutEvent()
                            + " of those that were chosen only name events: replay these on their"
                            + " bus, by a filter on aws:EventId");
        }
        if (result.back() > 0) {
            out.println(
                    result.back()
                            + " of those that were sent are back: the function does not handle"
                            + " them yet");
        }
        QueueOptions.printUnread(result.unread(), out);
        return result.withoutEvent() + result.back() + result.unread() > 0 ? 1 : 0;
    }
}
