package dev.mailroom.local.internal.template;

import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.template.language.Misread;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Remarks;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Spelling;
import dev.mailroom.local.internal.template.language.Template;
import dev.mailroom.local.model.AsyncSettings;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.TopicSubscription;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Set;

/** Reads the pipeline that a template describes. */
public final class PipelineReader {

    private static final String SCHEDULE = "AWS::Scheduler::Schedule";
    private static final Set<String> ON_THE_PATH =
            Set.of(
                    "AWS::DynamoDB::Table",
                    "AWS::Events::EventBus",
                    "AWS::Events::Rule",
                    "AWS::EventsV2::EventBus",
                    "AWS::EventsV2::Subscriber",
                    "AWS::Lambda::EventInvokeConfig",
                    "AWS::Lambda::EventSourceMapping",
                    "AWS::Lambda::Function",
                    "AWS::SNS::Subscription",
                    "AWS::SNS::Topic",
                    "AWS::SQS::Queue",
                    SCHEDULE,
                    Resource.SAM_FUNCTION,
                    "AWS::Serverless::SimpleTable");
    // Messages pass through these.
    private static final Set<String> NOT_SIMULATED = Set.of("AWS::EventsV2::EventSource");
    private static final PropertyRules BUS =
            PropertyRules.reading("Name")
                    .noting(
                            "DeadLetterConfig",
                            "Description",
                            "EventSourceName",
                            "KmsKeyIdentifier",
                            "LogConfig",
                            "Policy",
                            "Tags");
    private static final Set<String> EVENT = Set.of("Type", "Properties");

    private final Template template;
    private final Names names;
    private final Remarks remarks;
    private final Replacements replacements;
    private final Receivers receivers;
    private final FunctionReader functions;
    private final RuleReader rules;
    private final SubscriberReader subscribers;
    private final AsyncReader async;
    private final DefinitionBuilder parts = new DefinitionBuilder();
    private final CustomBusReader customBuses = new CustomBusReader(parts);
    private final int processors = Runtime.getRuntime().availableProcessors();

    /**
     * Creates a reader.
     *
     * @param folder the folder of the template, from which paths in it start
     */
    public PipelineReader(
            Template template, FunctionCode code, Path folder, Replacements replacements) {
        this.template = template;
        this.names = template.names();
        this.remarks = template.remarks();
        this.replacements = replacements;
        this.receivers = new Receivers(remarks);
        this.functions = new FunctionReader(names, replacements, code, folder);
        this.rules = new RuleReader(receivers);
        this.subscribers = new SubscriberReader(receivers);
        this.async = new AsyncReader(names, receivers::receiving);
    }

    /** The pipeline; all errors of the template at once. */
    public PipelineDefinition definition() {
        receivers.declare(Destination.bus(LocalRule.DEFAULT_BUS));
        for (Resource resource : template.resources()) {
            remarks.attempt(resource.place(), () -> declare(resource));
        }
        for (Resource resource : template.resources()) {
            remarks.attempt(resource.place(), () -> connect(resource));
        }
        receivers.made().forEach(this::make);
        for (Misread misread : template.misread()) {
            if (misread.matters()) {
                remarks.note(misread);
            }
        }
        replacements.check(remarks);
        remarks.throwErrors();
        return parts.definition();
    }

    /** Reads destinations, and what functions need. */
    private void declare(Resource resource) {
        String id = resource.id();
        switch (resource.type()) {
            case "AWS::SQS::Queue" -> {
                receivers.declare(Destination.queue(names.name(id, resource.place())));
                parts.queue(QueueReader.queue(resource, names));
            }
            case "AWS::DynamoDB::Table" -> parts.table(TableReader.table(resource, names));
            case "AWS::Serverless::SimpleTable" -> parts.table(TableReader.simple(resource, names));
            case "AWS::Events::EventBus" -> {
                resource.properties().check(BUS);
                String name = names.name(id, resource.place());
                receivers.declare(Destination.bus(name));
                parts.eventBus(name);
            }
            case "AWS::EventsV2::EventBus" -> customBuses.bus(resource, names);
            case "AWS::SNS::Topic" -> {
                String name = TopicReader.topic(resource, names);
                receivers.declare(Destination.topic(name));
                parts.topic(name);
            }
            case Resource.SAM_FUNCTION, "AWS::Lambda::Function" -> function(resource);
            default -> {
                if (!ON_THE_PATH.contains(resource.type())) {
                    beside(resource);
                }
            }
        }
    }

    private void function(Resource resource) {
        LocalFunction function = functions.function(resource);
        if (function != null) {
            receivers.declare(Destination.function(function.name()));
            parts.function(function);
        }
    }

    /** Reads senders. */
    private void connect(Resource resource) {
        switch (resource.type()) {
            case "AWS::Lambda::EventInvokeConfig" -> asynchronous(async.ofConfig(resource));
            case Resource.SAM_FUNCTION, "AWS::Lambda::Function" -> {
                asynchronous(async.ofFunction(resource));
                events(resource);
            }
            case "AWS::Lambda::EventSourceMapping" -> otherSource(resource);
            default -> {
                // It is declared, or is read below.
            }
        }
        for (MappingBlock mapping : MappingBlock.of(resource, names)) {
            remarks.attempt(mapping.settings().place(), () -> eventSource(mapping));
        }
        for (RuleBlock rule : RuleBlock.of(resource, names)) {
            remarks.attempt(rule.settings().place(), () -> rule(rule));
        }
        for (SubscriberBlock subscriber : SubscriberBlock.of(resource, names)) {
            remarks.attempt(subscriber.settings().place(), () -> subscriber(subscriber));
        }
        for (SubscriptionBlock subscription : SubscriptionBlock.of(resource, names)) {
            remarks.attempt(subscription.settings().place(), () -> subscription(subscription));
        }
    }

    private void asynchronous(AsyncSettings settings) {
        if (receivers.runs(settings.function())) {
            parts.asynchronous(settings);
        }
    }

    private void events(Resource function) {
        for (FunctionEvent event : FunctionEvent.of(function)) {
            for (String name : event.event().names()) {
                if (!EVENT.contains(name)) {
                    remarks.error(
                            event.event().place().at(name), "does it belong under Properties?");
                }
            }
            String type = event.type();
            if (!type.equals("SQS") && !type.equals("SNS") && RuleForm.ofEvent(type).isEmpty()) {
                String meant = Spelling.closest(type, RuleForm.eventTypes());
                Place place = event.event().place().at("Type");
                place.check(
                        meant == null, "'" + type + "' is unknown: did you mean " + meant + "?");
                remarks.note(place, "no event comes from '" + type + "' here.");
            }
        }
    }

    private void otherSource(Resource mapping) {
        String other = MappingBlock.otherSource(mapping);
        if (other != null) {
            remarks.note(mapping.place(), "nothing is read from " + other + " here.");
        }
    }

    private void eventSource(MappingBlock mapping) {
        var source = EventSourceReader.source(mapping, processors);
        if (source.isPresent()) {
            var unused = receivers.queue(mapping.queue(), mapping.at(mapping.queueProperty()));
            if (receivers.runs(mapping.function())) {
                parts.eventSource(source.get());
            }
        }
    }

    private void rule(RuleBlock block) {
        LocalRule rule = rules.rule(block);
        if (rule != null) {
            parts.rule(replacements.rule(rule));
        }
    }

    private void subscriber(SubscriberBlock block) {
        String bus = customBuses.busOf(block);
        Subscriber subscriber = bus == null ? null : subscribers.subscriber(block, bus);
        if (subscriber != null) {
            parts.subscriber(subscriber);
        }
    }

    private void subscription(SubscriptionBlock block) {
        @Nullable TopicSubscription subscription = TopicReader.subscription(block, receivers);
        if (subscription != null) {
            parts.subscription(subscription);
        }
    }

    private void make(Destination destination) {
        switch (destination.kind()) {
            case QUEUE -> parts.queue(Receivers.queue(destination));
            case TOPIC -> parts.topic(destination.name());
            case BUS -> parts.eventBus(destination.name());
            case FUNCTION -> throw new IllegalStateException(destination + " cannot be made.");
        }
    }

    private void beside(Resource resource) {
        String type = resource.type();
        Place place = resource.place().at("Type");
        place.check(
                !NOT_SIMULATED.contains(type),
                type + " is not simulated, and messages would pass through it.");
        String meant = Spelling.closest(type, ON_THE_PATH);
        place.check(meant == null, "there is no " + type + ": did you mean " + meant + "?");
        remarks.note(resource.place(), "a resource of type " + type + " is not run here.");
    }
}
