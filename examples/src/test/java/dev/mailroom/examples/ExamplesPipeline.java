package dev.mailroom.examples;

import dev.mailroom.local.LocalEventSource;
import dev.mailroom.local.LocalFunction;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.LocalProcessFunction;
import dev.mailroom.local.LocalQueue;
import dev.mailroom.local.LocalRule;
import dev.mailroom.local.LocalTable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Both example systems as they are deployed, on this machine; only the times are shorter. */
public final class ExamplesPipeline {

    public static final String SIGNUP_QUEUE = "user-signup-queue";
    public static final String SIGNUP_DEAD_LETTER_QUEUE = "user-signup-dlq";
    public static final String SIGNUP_FUNCTION = "user-signup-handler";
    public static final String SIGNUPS = "Signups";
    public static final String SIGNUP_EFFECTS = "SignupEffects";
    public static final String TRIGGERED_EVENTS = "LambdaTriggeredEvents";

    private static final String SCHEDULED_QUEUE = "scheduled-events-queue";
    private static final String SCHEDULED_DEAD_LETTER_QUEUE = "scheduled-events-dlq";
    private static final String SCHEDULED_FUNCTION = "scheduled-events-handler";

    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(3);
    // Deployed, it is six times the function's timeout (C9); here nobody wants to wait that long
    // for a retry.
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(4);

    private ExamplesPipeline() {}

    /** The user signup: bus, rule, queue, function and tables. */
    public static LocalPipelineBuilder userSignup() {
        return userSignup(
                function(SIGNUP_FUNCTION, "dev.mailroom.examples.usersignup.UserSignupHandler"));
    }

    /** The user signup with another function. */
    public static LocalPipelineBuilder userSignup(LocalFunction function) {
        return addUserSignup(
                LocalPipeline.builder().dynamoDbLocal(file("mailroom.dynamodbLocal.classpathFile")),
                function);
    }

    /** Both systems; the schedule ticks every two seconds. */
    public static LocalPipelineBuilder both() {
        return userSignup()
                .queue(queue(SCHEDULED_QUEUE).deadLetterQueue(SCHEDULED_DEAD_LETTER_QUEUE, 3))
                .queue(LocalQueue.standard(SCHEDULED_DEAD_LETTER_QUEUE))
                .table(LocalTable.of(TRIGGERED_EVENTS).partitionKey("id"))
                .rule(
                        LocalRule.scheduled("every-minute", "rate(1 minute)")
                                .every(Duration.ofSeconds(2))
                                .toQueue(SCHEDULED_QUEUE))
                .function(
                        function(
                                SCHEDULED_FUNCTION,
                                "dev.mailroom.examples.scheduled.ScheduledEventsHandler"))
                .eventSource(
                        LocalEventSource.of(SCHEDULED_QUEUE, SCHEDULED_FUNCTION)
                                .reportBatchItemFailures(true));
    }

    /** A function in a process of its own, with what it ships with on its class path. */
    public static LocalProcessFunction function(String name, String handler, Path... moreClasses) {
        List<Path> classPath = new ArrayList<>(List.of(moreClasses));
        classPath.add(file("mailroom.function.classes"));
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(read(file("mailroom.function.classpathFile")))
                .map(Path::of)
                .forEach(classPath::add);
        return LocalFunction.process(name, handler).classPath(classPath).timeout(FUNCTION_TIMEOUT);
    }

    private static LocalPipelineBuilder addUserSignup(
            LocalPipelineBuilder pipeline, LocalFunction function) {
        return pipeline.queue(queue(SIGNUP_QUEUE).deadLetterQueue(SIGNUP_DEAD_LETTER_QUEUE, 3))
                .queue(LocalQueue.standard(SIGNUP_DEAD_LETTER_QUEUE))
                .table(LocalTable.of(SIGNUPS).partitionKey("id"))
                .table(LocalTable.of(SIGNUP_EFFECTS).partitionKey("id"))
                .rule(
                        LocalRule.matching(
                                        "user-signup",
                                        "{\"source\": [\"my.webapp\"], \"detail-type\": [\"UserSignup\"]}")
                                .toQueue(SIGNUP_QUEUE))
                .function(function)
                .eventSource(
                        LocalEventSource.of(SIGNUP_QUEUE, SIGNUP_FUNCTION)
                                .reportBatchItemFailures(true));
    }

    private static LocalQueue queue(String name) {
        return LocalQueue.standard(name).visibilityTimeout(VISIBILITY_TIMEOUT);
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
