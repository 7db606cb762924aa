package dev.mailroom.local.internal.template;

import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads functions from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
final class FunctionReader {

    private static final Set<String> KNOWN =
            Set.of(
                    "FunctionName",
                    "Handler",
                    "Runtime",
                    "Timeout",
                    "MemorySize",
                    "Environment",
                    "PackageType",
                    "ReservedConcurrentExecutions");
    private static final Set<String> KNOWN_TO_SAM = Set.of("EventInvokeConfig", "Events");
    // Of Code and CodeUri the build knows better: it has the classes on a class path.
    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "Architectures",
                    "AutoPublishAlias",
                    "Code",
                    "CodeUri",
                    "Description",
                    "EphemeralStorage",
                    "LoggingConfig",
                    "Policies",
                    "Role",
                    "SnapStart",
                    "Tags",
                    "Tracing",
                    "TracingConfig");

    private FunctionReader() {}

    static LocalProcessFunction function(
            Resource resource, Names names, List<Path> classPath, Notes notes) {
        Block properties = resource.properties();
        notes.properties(resource, properties.only(known(resource), WITHOUT_MEANING));
        Place place = properties.place();
        String runtime = properties.text("Runtime");
        place.at("Runtime")
                .check(runtime.startsWith("java"), "'" + runtime + "' is not supported locally.");
        String packaging = properties.text("PackageType", "Zip");
        place.at("PackageType")
                .check(packaging.equals("Zip"), "'" + packaging + "' is not supported locally.");
        LocalProcessFunction function =
                LocalFunction.process(names.name(resource.id(), place), properties.text("Handler"))
                        .classPath(classPath)
                        .timeout(properties.seconds("Timeout", 3))
                        .memory(properties.integer("MemorySize", 128));
        if (properties.has("ReservedConcurrentExecutions")) {
            function =
                    function.reservedConcurrency(
                            properties.integer("ReservedConcurrentExecutions", 0));
        }
        return withEnvironment(function, properties.block("Environment"));
    }

    private static Set<String> known(Resource resource) {
        Set<String> known = new HashSet<>(KNOWN);
        known.add(AsyncReader.deadLetterProperty(resource));
        if (resource.type().equals("AWS::Serverless::Function")) {
            known.addAll(KNOWN_TO_SAM);
        }
        return known;
    }

    private static LocalProcessFunction withEnvironment(
            LocalProcessFunction function, Block environment) {
        environment.only("Variables");
        Block variables = environment.block("Variables");
        LocalProcessFunction all = function;
        for (String name : variables.names()) {
            if (variables.has(name)) {
                all = all.environment(name, variables.text(name));
            }
        }
        return all;
    }
}
