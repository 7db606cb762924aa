package dev.mailroom.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.deadletters.DeadLetterQueue;
import dev.mailroom.local.internal.deadletters.Reading;
import dev.mailroom.local.internal.deadletters.Report;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Counts the messages of a dead-letter queue. */
@Command(
        name = "report",
        description =
                "Counts by cause, exception, source and detail-type, without a payload. Every message"
                        + " stays in the queue.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DlqReportCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private QueueOptions queue = new QueueOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Report report = queue.use(DlqReportCommand::read);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(Json.write(json(report)));
        } else {
            print(report, out, Instant.now());
        }
        return 0;
    }

    private static Report read(DeadLetterQueue queue) {
        try (Reading reading = new Reading(queue, System::nanoTime)) {
            return Report.of(reading);
        }
    }

    private static void print(Report report, PrintWriter out, Instant now) {
        out.println(report.messages() + " messages");
        for (Report.Line line : report.classes()) {
            Report.Key key = line.key();
            out.printf("%6d  %s: %s%n", line.count(), key.kind(), key.reason());
            if (key.exception() != null) {
                out.println("        " + key.exception());
            }
            if (key.source() != null || key.detailType() != null) {
                out.println("        " + key.source() + ", " + key.detailType());
            }
            out.println(
                    "        sent " + ago(line.oldest(), now) + " to " + ago(line.newest(), now));
        }
        QueueOptions.printUnread(report.unread(), out);
    }

    private static String ago(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.toDays() > 0) {
            return age.toDays() + " d ago";
        }
        return age.toHours() > 0 ? age.toHours() + " h ago" : age.toMinutes() + " min ago";
    }

    private static ObjectNode json(Report report) {
        ObjectNode json = Json.object();
        json.put("messages", report.messages());
        json.put("unread", report.unread());
        ArrayNode classes = json.putArray("classes");
        for (Report.Line line : report.classes()) {
            Report.Key key = line.key();
            classes.addObject()
                    .put("count", line.count())
                    .put("kind", key.kind())
                    .put("reason", key.reason())
                    .put("exception", key.exception())
                    .put("source", key.source())
                    .put("detailType", key.detailType())
                    .put("oldest", line.oldest().toString())
                    .put("newest", line.newest().toString());
        }
        return json;
    }
}
