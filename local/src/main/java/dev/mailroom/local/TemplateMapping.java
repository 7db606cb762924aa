package dev.mailroom.local;

import java.util.ArrayList;
import java.util.List;

/** An event source mapping as it is written, be it an event of a function or a resource. */
record TemplateMapping(
        TemplateResource resource,
        TemplateBlock settings,
        String queueProperty,
        String functionProperty,
        String function) {

    static List<TemplateMapping> of(TemplateResource resource, TemplateNames names) {
        return switch (resource.type()) {
            case "AWS::Serverless::Function" -> ofFunction(resource, names);
            case "AWS::Lambda::EventSourceMapping" -> List.of(ofResource(resource));
            default -> List.of();
        };
    }

    private static List<TemplateMapping> ofFunction(
            TemplateResource resource, TemplateNames names) {
        TemplateBlock events = resource.properties().block("Events");
        List<TemplateMapping> mappings = new ArrayList<>();
        for (String id : events.names()) {
            TemplateBlock event = events.block(id);
            if (event.text("Type").equals("SQS")) {
                String function = names.name(resource.id(), resource.place());
                TemplateBlock settings = event.block("Properties");
                mappings.add(new TemplateMapping(resource, settings, "Queue", "", function));
            }
        }
        return mappings;
    }

    private static TemplateMapping ofResource(TemplateResource resource) {
        TemplateBlock settings = resource.properties();
        String function = LocalAccount.functionName(settings.text("FunctionName"));
        return new TemplateMapping(resource, settings, "EventSourceArn", "FunctionName", function);
    }

    String queue() {
        return TemplateQueues.queueOf(settings, queueProperty);
    }

    TemplatePlace at(String property) {
        return settings.place().at(property);
    }
}
