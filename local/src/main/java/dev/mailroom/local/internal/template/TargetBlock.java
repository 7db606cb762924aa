package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.InputTransformer;
import dev.mailroom.local.model.JsonPath;
import dev.mailroom.local.model.TargetInput;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** A target of a rule as it is written; for an event of a function, it is the function. */
public record TargetBlock(Block block, String function) {

    private static final PropertyRules OF_QUEUE = PropertyRules.reading("MessageGroupId");
    private static final PropertyRules TRANSFORMER =
            PropertyRules.reading("InputPathsMap", "InputTemplate");

    /** Its destination; null, with a note, if that does not run here. */
    public @Nullable Destination destination() {
        return function.isEmpty() ? block.destination("Arn") : Destination.function(function);
    }

    public @Nullable String messageGroupId() {
        Block parameters = block.block("SqsParameters");
        parameters.check(OF_QUEUE);
        return parameters.textOrNull("MessageGroupId");
    }

    public TargetInput input() {
        String path = block.textOrNull("InputPath");
        String constant = block.textOrNull("Input");
        boolean transforms = block.has("InputTransformer");
        int inputs = (path == null ? 0 : 1) + (constant == null ? 0 : 1) + (transforms ? 1 : 0);
        block.place()
                .check(inputs <= 1, "Input, InputPath and InputTransformer exclude one another.");
        if (path != null) {
            return new TargetInput.Part(JsonPath.parse(path));
        }
        if (constant != null) {
            return new TargetInput.Constant(constant);
        }
        return transforms ? transformer(block.block("InputTransformer")) : new TargetInput.Whole();
    }

    private static TargetInput transformer(Block transformer) {
        transformer.check(TRANSFORMER);
        Block map = transformer.block("InputPathsMap");
        Map<String, JsonPath> paths = new HashMap<>();
        for (String name : map.names()) {
            paths.put(name, JsonPath.parse(map.text(name)));
        }
        return new InputTransformer(paths, transformer.text("InputTemplate"));
    }
}
