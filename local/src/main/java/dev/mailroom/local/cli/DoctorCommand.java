package dev.mailroom.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.Doctor;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.HandlerRoutes;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Prints what the doctor finds. */
@Command(
        name = "doctor",
        description = "Finds the mistakes in a template by which messages are lost.",
        footer = {
            "",
            "The exit code is 1 if there is a mistake, and 2 if there is nothing to check."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;
    @Mixin private TemplateOptions template = new TemplateOptions();
    @Mixin private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--route",
            paramLabel = "SOURCE/DETAIL-TYPE",
            description =
                    "An event that a function has a handler for; as often as needed. Default: what"
                            + " the handlers on the class path say themselves.")
    private List<String> routes = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json ? json(findings) : text(findings));
        return findings.isEmpty() ? 0 : 1;
    }

    private List<Finding> findings() {
        List<Route> wanted = routes.stream().map(this::route).toList();
        try {
            LocalTemplate checked = template.template();
            return Doctor.check(
                    checked,
                    (wanted.isEmpty() && classPath.isGiven() ? ofHandlers(checked) : wanted)
                            .toArray(new Route[0]));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            // There is nothing to check.
            throw template.wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The routes of the handlers; empty if some are unknown, because the others would seem to be
     * missing.
     */
    private List<Route> ofHandlers(LocalTemplate checked) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try {
            HandlerRoutes said = Doctor.routes(classPath.of(checked));
            said.unknown()
                    .forEach(
                            (function, why) ->
                                    err.println(
                                            "Routes are not checked: those of function '"
                                                    + function
                                                    + "' are not known: "
                                                    + why));
            return said.isComplete() ? said.routes() : List.of();
        } catch (IllegalArgumentException e) {
            err.println("Routes are not checked: " + e.getMessage());
            return List.of();
        }
    }

    private Route route(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2) {
            throw template.wrong("A route is SOURCE/DETAIL-TYPE, not '" + text + "'.");
        }
        return new Route(parts[0], parts[1]);
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
