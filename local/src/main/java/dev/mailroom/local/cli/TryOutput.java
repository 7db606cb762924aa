package dev.mailroom.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.deadletters.Chosen;
import dev.mailroom.local.internal.deadletters.Report;
import dev.mailroom.local.internal.deadletters.TryReport;
import dev.mailroom.local.internal.support.Json;

import java.io.PrintWriter;

/** What {@code dlq try} prints. */
record TryOutput(TryReport report, Chosen chosen) {

    private static final int MOST_FAULTS = 5;

    /** Says what a dry run does and does not prevent, before it runs. */
    static void warn(PrintWriter err, String function, int messages, boolean network) {
        err.println("Trying " + messages + " messages with " + function + " on this machine:");
        err.println(
                "- Its tables are empty, and all of AWS's services are local; it has no"
                        + " credentials.");
        err.println(
                network
                        ? "- What it does on other hosts REALLY HAPPENS, because of --network."
                        : "- It finds no other host: requests to one fail with"
                                + " UnknownHostException.");
        err.println(
                "- Not prevented: files, IP addresses in its code or its variables, processes that"
                        + " it starts, and native code.");
    }

    boolean isAllPassing() {
        return report.failing() + chosen.withoutEvent() + chosen.unread() == 0;
    }

    void print(PrintWriter out, boolean asJson) {
        if (asJson) {
            out.println(Json.write(json()));
        } else {
            print(out);
        }
    }

    private void print(PrintWriter out) {
        out.println(report.passing() + " messages pass, " + report.failing() + " fail");
        report.classes().forEach(line -> print(line, out));
        if (chosen.withoutEvent() > 0) {
            out.println(chosen.withoutEvent() + " more only name events, and were not tried");
        }
        QueueOptions.printUnread(chosen.unread(), out);
    }

    private static void print(TryReport.Line line, PrintWriter out) {
        Report.Key key = line.key();
        out.printf("%6d pass, %d fail  ", line.passing(), line.failing());
        out.println(key.kind() + ": " + key.reason());
        if (key.source() != null || key.detailType() != null) {
            out.println("        " + key.source() + ", " + key.detailType());
        }
        line.faults().entrySet().stream()
                .limit(MOST_FAULTS)
                .forEach(
                        fault ->
                                out.println(
                                        "        " + fault.getValue() + " x " + fault.getKey()));
        if (line.faults().size() > MOST_FAULTS) {
            out.println("        and " + (line.faults().size() - MOST_FAULTS) + " other reasons");
        }
    }

    private ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("passing", report.passing());
        json.put("failing", report.failing());
        json.put("withoutEvent", chosen.withoutEvent());
        json.put("unread", chosen.unread());
        ArrayNode messages = json.putArray("messages");
        for (TryReport.Tried tried : report.messages()) {
            Report.Key key = Report.Key.of(tried.letter());
            messages.addObject()
                    .put("id", tried.letter().id())
                    .put("eventId", tried.letter().eventId())
                    .put("kind", key.kind())
                    .put("reason", key.reason())
                    .put("exception", key.exception())
                    .put("source", key.source())
                    .put("detailType", key.detailType())
                    .put("passes", tried.fault() == null)
                    .put("fault", tried.fault());
        }
        return json;
    }
}
