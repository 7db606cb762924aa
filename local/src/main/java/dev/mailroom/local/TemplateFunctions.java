package dev.mailroom.local;

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
final class TemplateFunctions {

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

    private TemplateFunctions() {}

    static LocalProcessFunction function(
            TemplateResource resource,
            TemplateNames names,
            List<Path> classPath,
            TemplateNotes notes) {
        TemplateBlock properties = resource.properties();
        notes.properties(resource, properties.only(known(resource), WITHOUT_MEANING));
        TemplatePlace place = properties.place();
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

    private static Set<String> known(TemplateResource resource) {
        Set<String> known = new HashSet<>(KNOWN);
        known.add(TemplateAsync.deadLetterProperty(resource));
        if (resource.type().equals("AWS::Serverless::Function")) {
            known.addAll(KNOWN_TO_SAM);
        }
        return known;
    }

    private static LocalProcessFunction withEnvironment(
            LocalProcessFunction function, TemplateBlock environment) {
        environment.only("Variables");
        TemplateBlock variables = environment.block("Variables");
        LocalProcessFunction all = function;
        for (String name : variables.names()) {
            if (variables.has(name)) {
                all = all.environment(name, variables.text(name));
            }
        }
        return all;
    }
}
