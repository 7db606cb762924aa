package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Values;
import dev.mailroom.local.model.LocalFunction;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The user's changes to a template. Functions are identified by their names or their logical ids.
 *
 * @param functions the functions that replace those of the template
 * @param environment further variables of functions
 * @param without the functions that are left out
 * @param periods the periods of scheduled rules, by the names of the rules
 * @param debugPorts the ports that debuggers of functions attach to
 * @param reloads whether functions are restarted when their classes have changed
 * @param withoutOthers whether functions that are not written in Java are left out
 */
public record Changes(
        Map<String, LocalFunction> functions,
        Map<String, Map<String, String>> environment,
        Set<String> without,
        Map<String, Duration> periods,
        Map<String, Integer> debugPorts,
        boolean reloads,
        boolean withoutOthers) {

    public static final Changes NONE =
            new Changes(Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), false, false);

    public Changes function(LocalFunction function) {
        return new Changes(
                Values.with(functions, function.name(), function),
                environment,
                without,
                periods,
                debugPorts,
                reloads,
                withoutOthers);
    }

    public Changes environment(String function, String variable, String value) {
        Map<String, String> variables =
                Values.with(environment.getOrDefault(function, Map.of()), variable, value);
        return new Changes(
                functions,
                Values.with(environment, function, variables),
                without,
                periods,
                debugPorts,
                reloads,
                withoutOthers);
    }

    public Changes without(String function) {
        Set<String> all = new HashSet<>(without);
        all.add(function);
        return new Changes(
                functions,
                environment,
                Set.copyOf(all),
                periods,
                debugPorts,
                reloads,
                withoutOthers);
    }

    public Changes every(String rule, Duration period) {
        return new Changes(
                functions,
                environment,
                without,
                Values.with(periods, rule, period),
                debugPorts,
                reloads,
                withoutOthers);
    }

    public Changes debug(String function, int port) {
        return new Changes(
                functions,
                environment,
                without,
                periods,
                Values.with(debugPorts, function, port),
                reloads,
                withoutOthers);
    }

    public Changes reloading() {
        return new Changes(
                functions, environment, without, periods, debugPorts, true, withoutOthers);
    }

    public Changes withoutOtherFunctions() {
        return new Changes(functions, environment, without, periods, debugPorts, reloads, true);
    }

    /** All functions that the user names. */
    Set<String> namedFunctions() {
        Set<String> all = new TreeSet<>(functions.keySet());
        all.addAll(environment.keySet());
        all.addAll(without);
        all.addAll(debugPorts.keySet());
        return all;
    }
}
