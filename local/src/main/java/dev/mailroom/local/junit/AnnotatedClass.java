package dev.mailroom.local.junit;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.model.DynamoDbServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A test class with the annotation, and the annotation's values. */
record AnnotatedClass(Class<?> type, LocalAws settings) {

    /** The class of the context, or the innermost class around it that has the annotation. */
    static AnnotatedClass around(ExtensionContext context) {
        Optional<ExtensionContext> next = Optional.of(context);
        while (next.isPresent()) {
            Optional<Class<?>> type = next.get().getTestClass();
            Optional<LocalAws> settings = AnnotationSupport.findAnnotation(type, LocalAws.class);
            if (settings.isPresent()) {
                return new AnnotatedClass(type.orElseThrow(), settings.get());
            }
            next = next.get().getParent();
        }
        throw new ExtensionConfigurationException(
                context.getDisplayName() + ": there is no @LocalAws on its class.");
    }

    RunningPipeline start(ExtensionContext context) {
        return RunningPipeline.start(
                "@LocalAws of " + type.getName(), settings.print(), () -> pipeline(context));
    }

    private LocalPipelineBuilder pipeline(ExtensionContext context) {
        // Absolute, so that a message about a wrong path shows where it was searched.
        Path file = Path.of(settings.template()).toAbsolutePath();
        LocalTemplate template = withCode(LocalPipeline.fromTemplate(file));
        for (String parameter : settings.parameters()) {
            String[] pair = parameter.split("=", 2);
            if (pair.length != 2) {
                throw new IllegalArgumentException(
                        "parameters: expected Name=value, was '" + parameter + "'.");
            }
            template = template.parameter(pair[0], pair[1]);
        }
        return template.pipeline().dynamoDb(dynamoDb(context));
    }

    private DynamoDbServer dynamoDb(ExtensionContext context) {
        return DynamoDbServer.of(settings.dynamoDbEndpoint(), settings.dynamoDbExecutable())
                .or(
                        DynamoDbServer.of(
                                parameter(context, DynamoDbServer.ENDPOINT),
                                parameter(context, DynamoDbServer.EXECUTABLE)));
    }

    private static @Nullable String parameter(ExtensionContext context, String name) {
        return context.getConfigurationParameter(name).orElse(null);
    }

    private LocalTemplate withCode(LocalTemplate template) {
        return settings.classPath().length > 0
                ? template.classPath(Stream.of(settings.classPath()).map(Path::of).toList())
                : template.testClassPath(ofThisJvm());
    }

    private static List<Path> ofThisJvm() {
        // As for any JVM, entries that do not exist are ignored.
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }
}
