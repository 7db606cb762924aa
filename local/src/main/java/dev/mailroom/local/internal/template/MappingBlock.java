package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** An event source mapping of a queue as it is written: an event of a function or a resource. */
public record MappingBlock(
        Resource resource,
        Block settings,
        String queueProperty,
        String functionProperty,
        String function) {

    private static final String SOURCE = "EventSourceArn";

    /** The mappings of a resource, without those of streams and other sources. */
    public static List<MappingBlock> of(Resource resource, Names names) {
        if (resource.type().equals("AWS::Lambda::EventSourceMapping")) {
            return otherSource(resource) == null ? List.of(ofResource(resource)) : List.of();
        }
        return FunctionEvent.of(resource).stream()
                .filter(event -> event.type().equals("SQS"))
                .map(event -> ofEvent(resource, event, names))
                .toList();
    }

    private static MappingBlock ofEvent(Resource resource, FunctionEvent event, Names names) {
        String function = names.name(resource.id(), resource.place());
        return new MappingBlock(resource, event.settings(), "Queue", "", function);
    }

    private static MappingBlock ofResource(Resource resource) {
        Block settings = resource.properties();
        String function = LocalAccount.functionName(settings.text("FunctionName"));
        return new MappingBlock(resource, settings, SOURCE, "FunctionName", function);
    }

    /** What a mapping reads, if not a queue; otherwise null. */
    static @Nullable String otherSource(Resource mapping) {
        String arn = mapping.properties().text(SOURCE, "");
        if (arn.isEmpty()) {
            return "no queue";
        }
        return arn.startsWith("arn:") && !arn.split(":", 4)[2].equals("sqs") ? arn : null;
    }

    public String queue() {
        return settings.queue(queueProperty);
    }

    public Place at(String property) {
        return settings.place().at(property);
    }
}
