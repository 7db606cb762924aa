package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import dev.mailroom.local.model.LocalEvent;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalInvocation;
import dev.mailroom.local.step.FunctionStep.FunctionLog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The code of a function is what CodeUri names, and a handler that is not in there is told at once.
 */
class FunctionCodeIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: %s
                  Runtime: java21
                  CodeUri: target/function/
                  Environment: {Variables: {GREETING: hello}}
                  Events:
                    Orders:
                      Type: EventBridgeRule
                      Properties: {Pattern: {source: [shop]}}
            """;

    /** What the function ships with in its lib. */
    public static final class Helper {
        private Helper() {}

        public static String help() {
            return System.getenv("GREETING") + " from lib";
        }
    }

    /** The function. */
    public static final class Handler implements RequestHandler<Object, Object> {
        @Override
        public Object handleRequest(Object event, Context context) {
            System.out.println(Helper.help());
            return event;
        }

        public Object other(Object event) {
            System.out.println("other " + Helper.help());
            return event;
        }
    }

    /** One that Lambda cannot construct. */
    public static final class WithoutConstructor {
        WithoutConstructor() {}
    }

    /** One without a method that Lambda knows. */
    public static final class WithoutInterface {}

    @TempDir private Path project;

    private Path template(String handler) throws IOException {
        return Files.writeString(project.resolve("template.yaml"), TEMPLATE.formatted(handler));
    }

    private void build() throws IOException {
        Path function = project.resolve("target/function");
        for (Class<?> type :
                List.of(Handler.class, WithoutConstructor.class, WithoutInterface.class)) {
            Path file = function.resolve(path(type));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(type));
        }
        Path lib = Files.createDirectories(function.resolve("lib"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(lib.resolve("helper.jar")))) {
            jar.putNextEntry(new JarEntry(path(Helper.class)));
            jar.write(bytes(Helper.class));
        }
    }

    @Test
    void aFunctionHasTheClassesAndTheLibOfItsCodeUri() throws IOException {
        build();
        LocalTemplate template = LocalPipeline.fromTemplate(template(Handler.class.getName()));

        assertThat(logOf(template)).containsExactly("hello from lib");
    }

    @Test
    void aProcessInItsPlaceHasItsCodeAndItsVariables() throws IOException {
        build();
        LocalTemplate template =
                LocalPipeline.fromTemplate(template("com.example.NotThere"))
                        .function(
                                LocalFunction.process("Work", Handler.class.getName() + "::other"));

        assertThat(logOf(template)).containsExactly("other hello from lib");
    }

    @Test
    void testsUseTheCodeThatTheyAreCompiledInto() throws IOException {
        build();
        Path function = project.resolve("target/function");
        LocalTemplate template =
                LocalPipeline.fromTemplate(template(Handler.class.getName()))
                        .testClassPath(List.of(project, function));

        assertThat(logOf(template)).containsExactly("hello from lib");
    }

    @Test
    void testsDoNotUseCodeThatMayBeOlder() throws IOException {
        build();
        LocalTemplate template =
                LocalPipeline.fromTemplate(template(Handler.class.getName()))
                        .testClassPath(List.of(project));

        assertThatIllegalStateException()
                .isThrownBy(() -> template.pipeline().start())
                .withMessageContaining("Class not found: " + Handler.class.getName());
    }

    private static List<String> logOf(LocalTemplate template) {
        try (LocalPipeline pipeline = template.pipeline().start()) {
            pipeline.put(LocalEvent.of("shop", "Opened", "{}"));
            pipeline.awaitIdle(A_MINUTE);

            assertThat(pipeline.invocations("Work"))
                    .extracting(LocalInvocation::error)
                    .containsOnlyNulls();
            return pipeline.steps().stream()
                    .filter(FunctionLog.class::isInstance)
                    .map(step -> ((FunctionLog) step).line())
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Missing, Class not found: dev.mailroom.local.FunctionCodeIT$Missing. Its class path is [",
        "Handler::absent, Class dev.mailroom.local.FunctionCodeIT$Handler has no public method absent",
        "WithoutInterface, Class does not implement an appropriate handler interface:"
                + " dev.mailroom.local.FunctionCodeIT$WithoutInterface",
        "WithoutConstructor, Class dev.mailroom.local.FunctionCodeIT$WithoutConstructor has no public"
                + " zero-argument constructor"
    })
    void aWrongHandlerFailsAtTheStart(String handler, String fault) throws IOException {
        build();
        Path template = template(FunctionCodeIT.class.getName() + "$" + handler);

        assertThatIllegalStateException()
                .isThrownBy(() -> LocalPipeline.fromTemplate(template).pipeline().start())
                .withMessageStartingWith(
                        "The local pipeline could not start function 'Work': " + fault);
    }

    @Test
    void codeThatNobodyBuiltFailsAtTheStart() throws IOException {
        Path template = template(Handler.class.getName());

        assertThatIllegalStateException()
                .isThrownBy(() -> LocalPipeline.fromTemplate(template).pipeline().start())
                .withMessageEndingWith("Its class path is []: is what CodeUri names built?");
    }

    private static String path(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (var in = type.getResourceAsStream("/" + path(type))) {
            return in.readAllBytes();
        }
    }
}
