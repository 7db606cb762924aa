package dev.mailroom.examples;

import dev.mailroom.local.step.FunctionStep;
import dev.mailroom.local.step.PipelineStep;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the function's log who was welcomed. */
public final class Welcomes implements Consumer<PipelineStep> {

    private static final Pattern WELCOME = Pattern.compile("Welcome mail sent to user (\\S+)");

    private final List<String> users = new CopyOnWriteArrayList<>();

    @Override
    public void accept(PipelineStep step) {
        if (step instanceof FunctionStep.FunctionLog log) {
            Matcher welcome = WELCOME.matcher(log.line());
            if (welcome.find()) {
                users.add(welcome.group(1));
            }
        }
    }

    /** The users that were welcomed, in the order of their welcomes, each as often as it was. */
    public List<String> users() {
        return users;
    }
}
