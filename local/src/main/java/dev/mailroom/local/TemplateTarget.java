package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** A target of a rule as it is written; that of an event of a function is the function. */
record TemplateTarget(TemplateBlock block, String function) {

    Destination destination() {
        return function.isEmpty() ? Destination.of(block, "Arn") : Destination.function(function);
    }

    @Nullable String messageGroupId() {
        TemplateBlock parameters = block.block("SqsParameters");
        parameters.only("MessageGroupId");
        return parameters.textOrNull("MessageGroupId");
    }

    TargetInput input() {
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

    private static TargetInput transformer(TemplateBlock transformer) {
        transformer.only("InputPathsMap", "InputTemplate");
        TemplateBlock map = transformer.block("InputPathsMap");
        Map<String, JsonPath> paths = new HashMap<>();
        for (String name : map.names()) {
            paths.put(name, JsonPath.parse(map.text(name)));
        }
        return new InputTransformer(paths, transformer.text("InputTemplate"));
    }
}
