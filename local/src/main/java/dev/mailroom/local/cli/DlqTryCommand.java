package dev.mailroom.local.cli;

import dev.mailroom.local.DryRun;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.internal.deadletters.Chosen;
import dev.mailroom.local.internal.deadletters.DeadLetter;
import dev.mailroom.local.internal.deadletters.DeadLetterQueue;
import dev.mailroom.local.internal.deadletters.Reading;
import dev.mailroom.local.internal.deadletters.RedrivenMessage;
import dev.mailroom.local.internal.deadletters.TryReport;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Runs today's function on the messages, on this machine. */
@Command(
        name = "try",
        description = {
            "Says which of the messages the function of a template can handle now: runs it on this"
                    + " machine, with empty tables, one message after the other. Every message stays"
                    + " in the queue.",
            "All messages are tried, or those that you choose."
        },
        footer = {
            "",
            "The exit code is 0 if all that were chosen pass, and 1 if some do not, or could not be"
                    + " tried."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DlqTryCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private QueueOptions queue = new QueueOptions();
    @Mixin private SelectionOptions selected = new SelectionOptions();
    @Mixin private TemplateOptions template = new TemplateOptions();
    @Mixin private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--function",
            paramLabel = "NAME",
            required = true,
            description = "The function.")
    private String function = "";

    @Option(
            names = "--to",
            paramLabel = "NAME",
            description =
                    "The queue of the template from which the function would get the messages;"
                            + " needed if it reads several.")
    private @Nullable String to;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A further environment variable of the function; as often as needed.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--network",
            description =
                    "Lets the function reach other hosts; what it does there, such as sending a"
                            + " mail, really happens.")
    private boolean network;

    @Option(names = "--output", description = "Prints what the function writes.")
    private boolean output;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        DryRun dryRun = dryRun();
        // What is wrong with it is said before the queue is read.
        var unused = dryRun.run(List.of());
        Chosen chosen = queue.use(this::choose);
        TryReport report = new TryReport(tried(dryRun, chosen.letters()));
        TryOutput printed = new TryOutput(report, chosen);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        printed.print(out, json);
        return printed.isAllPassing() ? 0 : 1;
    }

    private DryRun dryRun() {
        LocalTemplate read = classPath.of(template.template());
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            read = read.environment(function, variable.getKey(), variable.getValue());
        }
        DryRun dryRun = DryRun.of(read, function);
        if (to != null) {
            dryRun = dryRun.queue(to);
        }
        if (network) {
            dryRun = dryRun.withNetwork();
        }
        return output ? dryRun.output(err()::println) : dryRun;
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    /** Ends the reading before anything is tried, which may take longer than messages are held. */
    private Chosen choose(DeadLetterQueue from) {
        try (Reading reading = new Reading(from, System::nanoTime)) {
            return Chosen.of(reading, selected.selection());
        }
    }

    private List<TryReport.Tried> tried(DryRun dryRun, List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return List.of();
        }
        TryOutput.warn(err(), function, letters.size(), network);
        List<DryRun.Result> results =
                dryRun.run(letters.stream().map(RedrivenMessage::of).toList());
        List<TryReport.Tried> tried = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            tried.add(new TryReport.Tried(letters.get(i), results.get(i).fault()));
        }
        return tried;
    }
}
