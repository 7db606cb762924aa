package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Remarks;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.FunctionSettings;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The user's replacements for parts of a template, and which of them were used. */
public final class Replacements {

    private final Changes changes;
    private final Set<String> used = new TreeSet<>();
    private final List<String> missing = new ArrayList<>();

    public Replacements(Changes changes) {
        this.changes = changes;
    }

    /** The function for a name or a logical id; null if there is none. */
    @Nullable LocalFunction function(String name, String id) {
        return changes.functions().get(called(changes.functions().keySet(), name, id));
    }

    /** The settings of a function, with the variables that the user adds. */
    FunctionSettings settings(String name, String id, FunctionSettings settings) {
        Map<String, String> variables = new HashMap<>(settings.environment());
        String called = called(changes.environment().keySet(), name, id);
        variables.putAll(changes.environment().getOrDefault(called, Map.of()));
        return new FunctionSettings(
                settings.timeout(), settings.reservedConcurrency(), settings.memory(), variables);
    }

    /** The process of a function, with the user's settings. */
    LocalProcessFunction process(LocalProcessFunction function, String id) {
        LocalProcessFunction started = changes.reloads() ? function.reloading() : function;
        Integer port =
                changes.debugPorts()
                        .get(called(changes.debugPorts().keySet(), function.name(), id));
        return port == null ? started : started.debug(port);
    }

    /** Whether the user leaves out a function, which is then noted. */
    boolean leavesOut(Resource function, String name) {
        boolean out = changes.without().contains(called(changes.without(), name, function.id()));
        if (out) {
            doesNotRun(function, "you left it out");
        }
        return out;
    }

    private String called(Set<String> names, String name, String id) {
        String called = names.contains(name) ? name : id;
        used.add(called);
        return called;
    }

    /** The rule, at the rate that the user wants. */
    LocalRule rule(LocalRule rule) {
        Duration period = changes.periods().get(rule.name());
        used.add(rule.name());
        return period == null ? rule : rule.every(period);
    }

    /** Notes that a function cannot run here. */
    void missing(Resource function, String name, String what) {
        missing.add("'" + name + "' (" + what + ")");
        if (changes.withoutOthers()) {
            doesNotRun(function, what);
        }
    }

    private static void doesNotRun(Resource function, String why) {
        function.properties()
                .remarks()
                .note(
                        function.place(),
                        "it does not run here ("
                                + why
                                + "): what its event sources would give it stays in the queues.");
    }

    /** Checks that no function is missing, and that every replacement was used. */
    void check(Remarks remarks) {
        if (!missing.isEmpty() && !changes.withoutOthers()) {
            remarks.error(
                    new Place("", "Resources"),
                    "only functions in Java run here, and these are not: "
                            + String.join(", ", missing)
                            + ". Replace each by function(LocalFunction), or start without them by"
                            + " withoutOtherFunctions().");
        }
        unused("function", changes.namedFunctions());
        unused("scheduled rule", changes.periods().keySet());
    }

    private void unused(String kind, Set<String> names) {
        for (String name : names) {
            Checks.check(used.contains(name), "The template has no " + kind + " '" + name + "'.");
        }
    }
}
