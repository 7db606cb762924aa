package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Reads from a template what becomes of events that a function fails with.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html">AWS::Lambda::EventInvokeConfig</a>
 */
final class TemplateAsync {

    private TemplateAsync() {}

    static AsyncSettings ofFunction(
            TemplateResource resource, TemplateNames names, TemplateNotes notes) {
        TemplateBlock properties = resource.properties();
        String function = names.name(resource.id(), resource.place());
        return new AsyncSettings(function, AsyncSettings.MOST_RETRIES, deadLetters(resource), null)
                .and(config(properties.block("EventInvokeConfig"), function, notes));
    }

    static AsyncSettings ofConfig(TemplateResource resource, TemplateNotes notes) {
        String function = LocalAccount.functionName(resource.properties().text("FunctionName"));
        return config(resource.properties(), function, notes);
    }

    static String deadLetterProperty(TemplateResource function) {
        return function.type().equals("AWS::Serverless::Function")
                ? "DeadLetterQueue"
                : "DeadLetterConfig";
    }

    private static @Nullable Destination deadLetters(TemplateResource resource) {
        TemplateBlock properties = resource.properties();
        String property = deadLetterProperty(resource);
        if (!properties.has(property)) {
            return null;
        }
        TemplateBlock block = properties.block(property);
        block.only("TargetArn", "Type");
        return Destination.queue(TemplateQueues.queueOf(block, "TargetArn"));
    }

    private static AsyncSettings config(TemplateBlock block, String function, TemplateNotes notes) {
        Set<String> known =
                Set.of("FunctionName", "Qualifier", "MaximumRetryAttempts", "DestinationConfig");
        notes.properties(block.place(), block.only(known, Set.of("MaximumEventAgeInSeconds")));
        int retries = block.integer("MaximumRetryAttempts", AsyncSettings.MOST_RETRIES);
        block.place()
                .at("MaximumRetryAttempts")
                .check(
                        retries <= AsyncSettings.MOST_RETRIES,
                        "must be 0 to 2, was " + retries + ".");
        return new AsyncSettings(function, retries, null, onFailure(block));
    }

    private static @Nullable Destination onFailure(TemplateBlock block) {
        TemplateBlock destinations = block.block("DestinationConfig");
        destinations.only("OnFailure");
        if (!destinations.has("OnFailure")) {
            return null;
        }
        TemplateBlock onFailure = destinations.block("OnFailure");
        onFailure.only("Type", "Destination");
        return Destination.of(onFailure, "Destination");
    }
}
