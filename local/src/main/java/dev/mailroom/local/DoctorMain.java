package dev.mailroom.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.support.Json;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The {@link Doctor} as a command: prints what it finds, and ends with 0 if that is nothing, with 1
 * if it is something, and with 2 if there was nothing to check.
 */
public final class DoctorMain {

    private static final String USAGE =
            "Usage: DoctorMain [--json] [--parameter NAME=VALUE]... [--route SOURCE/DETAIL-TYPE]..."
                    + " TEMPLATE";

    private DoctorMain() {}

    /**
     * Checks one template and ends the JVM.
     *
     * @param args {@code --json} for JSON, {@code --parameter NAME=VALUE} and {@code --route
     *     SOURCE/DETAIL-TYPE} as often as needed, and the file of the template
     */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        try {
            return run(out, new ArrayDeque<>(List.of(args)));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private static int run(PrintStream out, Deque<String> args) {
        boolean json = false;
        List<Route> routes = new ArrayList<>();
        List<String[]> parameters = new ArrayList<>();
        while (args.size() > 1) {
            switch (args.removeFirst()) {
                case "--json" -> json = true;
                case "--parameter" -> parameters.add(pair(args.removeFirst(), "="));
                case "--route" -> {
                    String[] route = pair(args.removeFirst(), "/");
                    routes.add(new Route(route[0], route[1]));
                }
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        Checks.check(args.size() == 1 && !args.getFirst().startsWith("--"), USAGE);
        LocalTemplate template = LocalPipeline.fromTemplate(Path.of(args.getFirst()));
        for (String[] parameter : parameters) {
            template = template.parameter(parameter[0], parameter[1]);
        }
        List<Finding> findings = Doctor.check(template, routes.toArray(new Route[0]));
        out.println(json ? json(findings) : text(findings));
        return findings.isEmpty() ? 0 : 1;
    }

    private static String[] pair(String text, String separator) {
        String[] pair = text.split(separator, 2);
        Checks.check(pair.length == 2, USAGE);
        return pair;
    }

    private static String text(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "No mistakes found.";
        }
        List<String> lines = findings.stream().map(Finding::describe).toList();
        return String.join(System.lineSeparator(), lines);
    }

    private static String json(List<Finding> findings) {
        ObjectNode root = Json.object();
        ArrayNode list = root.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("severity", finding.severity().name())
                    .put("resource", finding.resource())
                    .put("property", finding.property())
                    .put("problem", finding.problem())
                    .put("remedy", finding.remedy());
        }
        return Json.write(root);
    }
}
