package dev.mailroom.examples;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Both example systems as the template deploys them, on this machine; only the times are shorter.
 */
public final class ExamplesPipeline {

    public static final String SIGNUP_BUS = "webapp";
    public static final String SIGNUP_QUEUE = "user-signup-queue";
    public static final String SIGNUP_DEAD_LETTER_QUEUE = "user-signup-dlq";
    public static final String SIGNUP_FUNCTION = "user-signup-handler";
    public static final String SIGNUPS = "Signups";
    public static final String SIGNUP_EFFECTS = "SignupEffects";
    public static final String TRIGGERED_EVENTS = "LambdaTriggeredEvents";

    private static final String SCHEDULE = "every-minute";
    // Enough for a cold function on a busy machine: one that times out is killed, and cold again.
    private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(1);

    /** After it, what failed comes again; a test moves the clock to its end. */
    public static final Duration VISIBILITY_TIMEOUT = Duration.ofMinutes(6);

    private ExamplesPipeline() {}

    /** Both systems, as the template deploys them. */
    public static LocalTemplate template() {
        return LocalPipeline.fromTemplate(templateFile())
                .parameter("FunctionTimeout", FUNCTION_TIMEOUT.toSeconds() + "")
                .parameter("VisibilityTimeout", VISIBILITY_TIMEOUT.toSeconds() + "")
                .classPath(functionClassPath());
    }

    /** Both systems on this machine. */
    public static LocalPipelineBuilder of(LocalTemplate template) {
        return template.pipeline();
    }

    /** Both systems; the schedule ticks every two seconds. */
    public static LocalPipelineBuilder both() {
        return of(template().every(SCHEDULE, Duration.ofSeconds(2)));
    }

    /** A function in a process of its own, with what it ships with on its class path. */
    public static LocalProcessFunction function(String name, String handler, Path... moreClasses) {
        return LocalFunction.process(name, handler)
                .classPath(functionClassPath(moreClasses))
                .timeout(FUNCTION_TIMEOUT);
    }

    static List<Path> functionClassPath(Path... moreClasses) {
        List<Path> classPath = new ArrayList<>(List.of(moreClasses));
        classPath.add(file("mailroom.function.classes"));
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(read(file("mailroom.function.classpathFile")))
                .map(Path::of)
                .forEach(classPath::add);
        return classPath;
    }

    static Path templateFile() {
        return file("mailroom.template");
    }

    private static Path file(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("the build sets -D" + property + "; run this by Maven");
        }
        return Path.of(path);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("run `mvn package` first", e);
        }
    }
}
