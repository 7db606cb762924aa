package dev.mailroom.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes the pipeline that a template describes. */
final class TemplatePipeline {

    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "AWS::CloudWatch::Alarm",
                    "AWS::CloudWatch::Dashboard",
                    "AWS::Events::EventBusPolicy",
                    "AWS::IAM::ManagedPolicy",
                    "AWS::IAM::Policy",
                    "AWS::IAM::Role",
                    "AWS::KMS::Alias",
                    "AWS::KMS::Key",
                    "AWS::Lambda::Permission",
                    "AWS::Logs::LogGroup",
                    "AWS::SNS::TopicPolicy",
                    "AWS::SQS::QueuePolicy");

    private final Template template;
    private final List<Path> classPath;
    private final Map<String, LocalFunction> functions;
    private final Map<String, Duration> periods;
    private final TemplateNotes notes;
    private final LocalPipelineBuilder builder = new LocalPipelineBuilder();
    private final Set<String> replaced = new TreeSet<>();

    TemplatePipeline(
            Template template,
            List<Path> classPath,
            Map<String, LocalFunction> functions,
            Map<String, Duration> periods,
            TemplateNotes notes) {
        this.template = template;
        this.classPath = classPath;
        this.functions = functions;
        this.periods = periods;
        this.notes = notes;
    }

    LocalPipelineBuilder builder() {
        for (TemplateResource resource : template.resources()) {
            try {
                add(resource);
            } catch (TemplateException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw resource.place().fault(String.valueOf(e.getMessage()));
            }
        }
        allReplaced("function", functions.keySet());
        allReplaced("scheduled rule", periods.keySet());
        return builder;
    }

    private void add(TemplateResource resource) {
        TemplateNames names = template.names();
        switch (resource.type()) {
            case "AWS::SQS::Queue" -> builder.queue(TemplateQueues.queue(resource, names, notes));
            case "AWS::DynamoDB::Table" ->
                    builder.table(TemplateTables.table(resource, names, notes));
            case "AWS::Serverless::SimpleTable" ->
                    builder.table(TemplateTables.simple(resource, names, notes));
            case "AWS::Events::EventBus" -> bus(resource);
            case "AWS::Events::Rule", "AWS::Scheduler::Schedule" -> rules(resource);
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> function(resource);
            case "AWS::Lambda::EventSourceMapping" -> eventSources(resource);
            case "AWS::SNS::Topic" -> {
                builder.topic(TemplateTopics.topic(resource, names, notes));
                subscriptions(resource);
            }
            case "AWS::SNS::Subscription" -> subscriptions(resource);
            case "AWS::Lambda::EventInvokeConfig" ->
                    builder.asynchronous(TemplateAsync.ofConfig(resource, notes));
            default -> other(resource);
        }
    }

    private void bus(TemplateResource resource) {
        Set<String> others =
                Set.of("DeadLetterConfig", "Description", "KmsKeyIdentifier", "LogConfig", "Tags");
        notes.properties(resource, resource.properties().only(Set.of("Name"), others));
        builder.eventBus(template.names().name(resource.id(), resource.place()));
    }

    private void function(TemplateResource resource) {
        TemplateNames names = template.names();
        LocalFunction function = TemplateFunctions.function(resource, names, classPath, notes);
        LocalFunction instead = functions.get(function.name());
        if (instead != null) {
            replaced.add(function.name());
        }
        builder.function(instead == null ? function : instead);
        eventSources(resource);
        builder.asynchronous(TemplateAsync.ofFunction(resource, names, notes));
        rules(resource);
        subscriptions(resource);
    }

    private void eventSources(TemplateResource resource) {
        int processors = Runtime.getRuntime().availableProcessors();
        TemplateEventSources.of(resource, template.names(), notes, processors)
                .forEach(builder::eventSource);
    }

    private void subscriptions(TemplateResource resource) {
        TemplateTopics.subscriptions(resource, template.names(), notes)
                .forEach(builder::subscription);
    }

    private void rules(TemplateResource resource) {
        TemplateRules.of(resource, template.names(), notes).stream()
                .map(this::atItsRate)
                .forEach(builder::rule);
    }

    private LocalRule atItsRate(LocalRule rule) {
        Duration period = periods.get(rule.name());
        if (period == null) {
            return rule;
        }
        replaced.add(rule.name());
        return rule.every(period);
    }

    private void other(TemplateResource resource) {
        resource.place()
                .at("Type")
                .check(
                        WITHOUT_MEANING.contains(resource.type()),
                        resource.type() + " is not supported locally.");
        notes.resource(resource);
    }

    private void allReplaced(String kind, Set<String> names) {
        for (String name : names) {
            Checks.check(
                    replaced.contains(name), "The template has no " + kind + " '" + name + "'.");
        }
    }
}
