package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Resource;

import java.util.List;

/** A subscriber of a Custom Event Bus as it is written. */
public record SubscriberBlock(Resource resource, String name) {

    public static List<SubscriberBlock> of(Resource resource, Names names) {
        return resource.type().equals("AWS::EventsV2::Subscriber")
                ? List.of(
                        new SubscriberBlock(resource, names.name(resource.id(), resource.place())))
                : List.of();
    }

    public Block settings() {
        return resource.properties();
    }

    public Block invoke() {
        return settings().block("InvokeConfiguration");
    }

    public Block sqs() {
        return invoke().block("SqsParameters");
    }

    public List<Block> filters() {
        return settings().block("FilterConfiguration").blocks("Filters");
    }

    public boolean isOrdered() {
        return settings().text("Type", "UNORDERED").equals("FIFO");
    }
}
