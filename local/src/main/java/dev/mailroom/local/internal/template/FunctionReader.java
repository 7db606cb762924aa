package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.FunctionSettings;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalProcessFunction;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads functions from a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html">AWS::Serverless::Function</a>
 */
final class FunctionReader {

    private static final PropertyRules OF_LAMBDA =
            PropertyRules.reading(
                            "DeadLetterConfig",
                            "Environment",
                            "FunctionName",
                            "Handler",
                            "MemorySize",
                            "PackageType",
                            "ReservedConcurrentExecutions",
                            "Runtime",
                            "Timeout")
                    .noting(
                            "Architectures",
                            "Code",
                            "CodeSigningConfigArn",
                            "Description",
                            "EphemeralStorage",
                            "FunctionScalingConfig",
                            "ImageConfig",
                            "KmsKeyArn",
                            "LoggingConfig",
                            "PublishToLatestPublished",
                            "RecursiveLoop",
                            "Role",
                            "RuntimeManagementConfig",
                            "SnapStart",
                            "Tags",
                            "TenancyConfig",
                            "TracingConfig")
                    .meaning("FileSystemConfigs", "no file system is mounted")
                    .meaning("Layers", "their code is on no class path, unless you put it there")
                    .meaning("VpcConfig", "the function is on this machine's network")
                    .meaning("DurableConfig", "an execution is not durable")
                    .meaning(
                            "CapacityProviderConfig",
                            "an environment serves one invocation at a time");
    private static final PropertyRules OF_SAM =
            OF_LAMBDA
                    .andReading("CodeUri", "DeadLetterQueue", "EventInvokeConfig", "Events")
                    .noting(
                            "AssumeRolePolicyDocument",
                            "AutoPublishAlias",
                            "AutoPublishAliasAllProperties",
                            "AutoPublishCodeSha256",
                            "DeploymentPreference",
                            "FunctionUrlConfig",
                            "ImageUri",
                            "InlineCode",
                            "PermissionsBoundary",
                            "Policies",
                            "PropagateTags",
                            "ProvisionedConcurrencyConfig",
                            "RolePath",
                            "SourceKMSKeyArn",
                            "Tracing",
                            "VersionDeletionPolicy",
                            "VersionDescription");
    // If the file is missing, no JVM starts.
    private static final Set<String> OF_THE_JVM =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final PropertyRules VARIABLES = PropertyRules.reading("Variables");

    private final Names names;
    private final Replacements replacements;
    private final FunctionCode code;
    private final Path folder;

    /**
     * Creates a reader.
     *
     * @param folder the folder of the template, from which paths in it start
     */
    FunctionReader(Names names, Replacements replacements, FunctionCode code, Path folder) {
        this.names = names;
        this.replacements = replacements;
        this.code = code;
        this.folder = folder;
    }

    /** The function of a resource, or its replacement; null if it cannot run here. */
    @Nullable LocalFunction function(Resource resource) {
        Block properties = resource.properties();
        boolean ofSam = resource.type().equals(Resource.SAM_FUNCTION);
        properties.check(ofSam ? OF_SAM : OF_LAMBDA);
        String name = names.name(resource.id(), resource.place());
        LocalFunction instead = replacements.function(name, resource.id());
        if (replacements.leavesOut(resource, name)) {
            return null;
        }
        FunctionSettings settings =
                replacements.settings(name, resource.id(), settings(properties));
        if (instead != null) {
            LocalFunction built =
                    instead instanceof LocalProcessFunction process
                            ? withCode(process, properties)
                            : instead;
            return built.withDefaults(name, settings);
        }
        String foreign = foreign(properties);
        if (foreign != null) {
            replacements.missing(resource, name, foreign);
            return null;
        }
        LocalProcessFunction process =
                withCode(LocalFunction.process(name, properties.text("Handler")), properties);
        return replacements.process(process, resource.id()).withDefaults(name, settings);
    }

    /** A process without a class path of its own has the code of the template. */
    private LocalProcessFunction withCode(LocalProcessFunction process, Block properties) {
        return process.classPath().isEmpty()
                ? process.classPath(code.of(folder, properties))
                : process;
    }

    /** What it is written in, if not in Java; otherwise null. */
    private static @Nullable String foreign(Block properties) {
        if (properties.text("PackageType", "Zip").equals("Image") || properties.has("ImageUri")) {
            return "a container image";
        }
        String runtime = properties.text("Runtime");
        return runtime.startsWith("java") ? null : runtime;
    }

    private static FunctionSettings settings(Block properties) {
        Place place = properties.place();
        @Nullable Integer reserved =
                properties.has("ReservedConcurrentExecutions")
                        ? properties.integer("ReservedConcurrentExecutions", 1)
                        : null;
        place.at("ReservedConcurrentExecutions")
                .check(reserved == null || reserved > 0, "with 0 the function never runs.");
        int timeout = properties.integer("Timeout", 3);
        place.at("Timeout")
                .check(timeout >= 1 && timeout <= 900, "must be 1 to 900, was " + timeout + ".");
        return new FunctionSettings(
                Duration.ofSeconds(timeout),
                reserved,
                properties.integer("MemorySize", 128),
                environment(properties.block("Environment")));
    }

    private static Map<String, String> environment(Block environment) {
        environment.check(VARIABLES);
        Block variables = environment.block("Variables");
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : variables.names()) {
            if (variables.has(name)) {
                variables
                        .remarks()
                        .attempt(variables.place().at(name), () -> variable(name, variables, all));
            }
        }
        return all;
    }

    private static void variable(String name, Block variables, Map<String, String> all) {
        String value = variables.text(name);
        if (OF_THE_JVM.contains(name) && value.contains("/opt/")) {
            variables
                    .remarks()
                    .note(
                            variables.place().at(name),
                            "no effect here: it names what a layer puts into /opt.");
        } else {
            all.put(name, value);
        }
    }
}
