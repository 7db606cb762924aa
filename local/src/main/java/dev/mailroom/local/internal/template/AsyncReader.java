package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Reads from a template what becomes of events that a function fails with.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html">AWS::Lambda::EventInvokeConfig</a>
 */
public final class AsyncReader {

    private AsyncReader() {}

    public static AsyncSettings ofFunction(Resource resource, Names names, Notes notes) {
        Block properties = resource.properties();
        String function = names.name(resource.id(), resource.place());
        return new AsyncSettings(function, AsyncSettings.MOST_RETRIES, deadLetters(resource), null)
                .and(config(properties.block("EventInvokeConfig"), function, notes));
    }

    public static AsyncSettings ofConfig(Resource resource, Notes notes) {
        String function = LocalAccount.functionName(resource.properties().text("FunctionName"));
        return config(resource.properties(), function, notes);
    }

    public static String deadLetterProperty(Resource function) {
        return function.type().equals("AWS::Serverless::Function")
                ? "DeadLetterQueue"
                : "DeadLetterConfig";
    }

    private static @Nullable Destination deadLetters(Resource resource) {
        Block properties = resource.properties();
        String property = deadLetterProperty(resource);
        if (!properties.has(property)) {
            return null;
        }
        Block block = properties.block(property);
        block.only("TargetArn", "Type");
        return Destination.queue(block.queue("TargetArn"));
    }

    private static AsyncSettings config(Block block, String function, Notes notes) {
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

    private static @Nullable Destination onFailure(Block block) {
        Block destinations = block.block("DestinationConfig");
        destinations.only("OnFailure");
        if (!destinations.has("OnFailure")) {
            return null;
        }
        Block onFailure = destinations.block("OnFailure");
        onFailure.only("Type", "Destination");
        return onFailure.destination("Destination");
    }
}
