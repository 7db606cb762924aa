package dev.mailroom.local.cli;

import dev.mailroom.local.LocalTemplate;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options of {@code dev}. */
final class DevOptions {

    private static final int DEBUG_PORT = 5005;

    @Mixin private TemplateOptions template = new TemplateOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8700",
            description =
                    "The port of the one address for all services; if it is taken, the next free"
                            + " one. 0 is any. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Mixin private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--env",
            paramLabel = "FUNCTION.NAME=VALUE",
            description = "A further environment variable of a function; as often as needed.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(
            names = "--without",
            paramLabel = "FUNCTION",
            description = "Leaves a function out: its messages stay in their queues.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "RULE=PERIOD",
            description = "Lets a schedule tick at another rate, such as 10s, 5m or 1h.")
    private Map<String, String> every = new LinkedHashMap<>();

    @Option(
            names = "--debug",
            paramLabel = "FUNCTION[:PORT]",
            description =
                    "Lets a debugger attach to a function, at port 5005 of 127.0.0.1 by default.")
    private List<String> debug = new ArrayList<>();

    @Option(names = "--json", description = "Prints each step as a line of JSON.")
    private boolean json;

    int port() {
        return port;
    }

    boolean json() {
        return json;
    }

    Path file() {
        return template.file();
    }

    /** The template with everything that these options change. */
    LocalTemplate template() {
        LocalTemplate changed = classPath.of(template.template()).reloading();
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            changed = environment(changed, variable.getKey(), variable.getValue());
        }
        for (String function : without) {
            changed = changed.without(function);
        }
        for (Map.Entry<String, String> rule : every.entrySet()) {
            changed = changed.every(rule.getKey(), period(rule.getValue()));
        }
        for (String function : debug) {
            changed = debug(changed, function);
        }
        return changed;
    }

    private LocalTemplate environment(LocalTemplate changed, String key, String value) {
        // Names of variables have no dots.
        int dot = key.lastIndexOf('.');
        if (dot < 1) {
            throw template.wrong("--env needs FUNCTION.NAME=VALUE, not '" + key + "'.");
        }
        return changed.environment(key.substring(0, dot), key.substring(dot + 1), value);
    }

    private LocalTemplate debug(LocalTemplate changed, String function) {
        int colon = function.lastIndexOf(':');
        if (colon < 0) {
            return changed.debug(function, DEBUG_PORT);
        }
        try {
            int port = Integer.parseInt(function.substring(colon + 1));
            return changed.debug(function.substring(0, colon), port);
        } catch (NumberFormatException e) {
            throw template.wrong("--debug needs FUNCTION[:PORT], not '" + function + "'.");
        }
    }

    private Duration period(String text) {
        try {
            return Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (DateTimeParseException e) {
            throw template.wrong("A period is such as 10s, 5m or 1h, not '" + text + "'.");
        }
    }
}
