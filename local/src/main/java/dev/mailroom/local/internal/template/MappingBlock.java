package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.LocalAccount;

import java.util.ArrayList;
import java.util.List;

/** An event source mapping as it is written, be it an event of a function or a resource. */
public record MappingBlock(
        Resource resource,
        Block settings,
        String queueProperty,
        String functionProperty,
        String function) {

    public static List<MappingBlock> of(Resource resource, Names names) {
        return switch (resource.type()) {
            case "AWS::Serverless::Function" -> ofFunction(resource, names);
            case "AWS::Lambda::EventSourceMapping" -> List.of(ofResource(resource));
            default -> List.of();
        };
    }

    private static List<MappingBlock> ofFunction(Resource resource, Names names) {
        Block events = resource.properties().block("Events");
        List<MappingBlock> mappings = new ArrayList<>();
        for (String id : events.names()) {
            Block event = events.block(id);
            if (event.text("Type").equals("SQS")) {
                String function = names.name(resource.id(), resource.place());
                Block settings = event.block("Properties");
                mappings.add(new MappingBlock(resource, settings, "Queue", "", function));
            }
        }
        return mappings;
    }

    private static MappingBlock ofResource(Resource resource) {
        Block settings = resource.properties();
        String function = LocalAccount.functionName(settings.text("FunctionName"));
        return new MappingBlock(resource, settings, "EventSourceArn", "FunctionName", function);
    }

    public String queue() {
        return settings.queue(queueProperty);
    }

    public Place at(String property) {
        return settings.place().at(property);
    }
}
