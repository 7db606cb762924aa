package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;

/**
 * Reads what happens to asynchronous events that a function fails to handle.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html">AWS::Lambda::EventInvokeConfig</a>
 */
public final class AsyncReader {

    private static final PropertyRules DEAD_LETTERS = PropertyRules.reading("TargetArn", "Type");
    private static final PropertyRules CONFIG =
            PropertyRules.reading(
                            "FunctionName",
                            "Qualifier",
                            "MaximumRetryAttempts",
                            "DestinationConfig")
                    .noting("MaximumEventAgeInSeconds");
    private static final PropertyRules DESTINATIONS =
            PropertyRules.reading("OnFailure").refusing("OnSuccess");
    private static final PropertyRules DESTINATION = PropertyRules.reading("Type", "Destination");

    private final Names names;
    private final BiFunction<@Nullable Destination, Place, @Nullable Destination> receiving;

    /**
     * Reads what a template says.
     *
     * @param receiving returns the destination at a place, null if nothing can be sent to it
     */
    public AsyncReader(
            Names names,
            BiFunction<@Nullable Destination, Place, @Nullable Destination> receiving) {
        this.names = names;
        this.receiving = receiving;
    }

    public AsyncSettings ofFunction(Resource resource) {
        Block properties = resource.properties();
        String function = names.name(resource.id(), resource.place());
        return new AsyncSettings(function, AsyncSettings.MOST_RETRIES, deadLetters(resource), null)
                .and(config(properties.block("EventInvokeConfig"), function));
    }

    public AsyncSettings ofConfig(Resource resource) {
        String function = LocalAccount.functionName(resource.properties().text("FunctionName"));
        return config(resource.properties(), function);
    }

    public static String deadLetterProperty(Resource function) {
        return function.type().equals(Resource.SAM_FUNCTION)
                ? "DeadLetterQueue"
                : "DeadLetterConfig";
    }

    private @Nullable Destination deadLetters(Resource resource) {
        Block properties = resource.properties();
        String property = deadLetterProperty(resource);
        if (!properties.has(property)) {
            return null;
        }
        Block block = properties.block(property);
        block.check(DEAD_LETTERS);
        return receiving.apply(block.destination("TargetArn"), block.place().at("TargetArn"));
    }

    private AsyncSettings config(Block block, String function) {
        block.check(CONFIG);
        int retries = block.integer("MaximumRetryAttempts", AsyncSettings.MOST_RETRIES);
        block.place()
                .at("MaximumRetryAttempts")
                .check(
                        retries <= AsyncSettings.MOST_RETRIES,
                        "must be 0 to 2, was " + retries + ".");
        return new AsyncSettings(function, retries, null, onFailure(block));
    }

    private @Nullable Destination onFailure(Block block) {
        Block destinations = block.block("DestinationConfig");
        destinations.check(DESTINATIONS);
        if (!destinations.has("OnFailure")) {
            return null;
        }
        Block onFailure = destinations.block("OnFailure");
        onFailure.check(DESTINATION);
        return receiving.apply(
                onFailure.destination("Destination"), onFailure.place().at("Destination"));
    }
}
