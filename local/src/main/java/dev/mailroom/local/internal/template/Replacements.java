package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Remarks;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a user puts in the place of what a template says, and which of it was used. */
public final class Replacements {

    private final Map<String, LocalFunction> functions;
    private final Map<String, Duration> periods;
    private final boolean withoutOthers;
    private final Set<String> used = new TreeSet<>();
    private final List<String> missing = new ArrayList<>();

    public Replacements(
            Map<String, LocalFunction> functions,
            Map<String, Duration> periods,
            boolean withoutOthers) {
        this.functions = functions;
        this.periods = periods;
        this.withoutOthers = withoutOthers;
    }

    /** The function for a name or a logical id; null if there is none. */
    @Nullable LocalFunction function(String name, String id) {
        String key = functions.containsKey(name) ? name : id;
        used.add(key);
        return functions.get(key);
    }

    /** The rule, at the rate that the user wants. */
    LocalRule rule(LocalRule rule) {
        Duration period = periods.get(rule.name());
        used.add(rule.name());
        return period == null ? rule : rule.every(period);
    }

    /** Says of a function that it cannot run here. */
    void missing(Resource function, String name, String what) {
        missing.add("'" + name + "' (" + what + ")");
        if (withoutOthers) {
            function.properties()
                    .remarks()
                    .note(
                            function.place(),
                            "it does not run here ("
                                    + what
                                    + "): what its event sources would give it stays in the queues.");
        }
    }

    /** Checks that nothing that has to run is missing, and that nothing is replaced in vain. */
    void check(Remarks remarks) {
        if (!missing.isEmpty() && !withoutOthers) {
            remarks.error(
                    new Place("", "Resources"),
                    "only functions in Java run here, and these are not: "
                            + String.join(", ", missing)
                            + ". Replace each by function(LocalFunction), or start without them by"
                            + " withoutOtherFunctions().");
        }
        unused("function", functions.keySet());
        unused("scheduled rule", periods.keySet());
    }

    private void unused(String kind, Set<String> names) {
        for (String name : names) {
            Checks.check(used.contains(name), "The template has no " + kind + " '" + name + "'.");
        }
    }
}
