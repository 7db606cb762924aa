package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.support.Checks;
import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalRule;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes the pipeline that a template describes. */
public final class PipelineReader {

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
    private final Notes notes;
    private final DefinitionBuilder parts = new DefinitionBuilder();
    private final Set<String> replaced = new TreeSet<>();

    public PipelineReader(
            Template template,
            List<Path> classPath,
            Map<String, LocalFunction> functions,
            Map<String, Duration> periods,
            Notes notes) {
        this.template = template;
        this.classPath = classPath;
        this.functions = functions;
        this.periods = periods;
        this.notes = notes;
    }

    public PipelineDefinition definition() {
        for (Resource resource : template.resources()) {
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
        return parts.definition();
    }

    private void add(Resource resource) {
        Names names = template.names();
        switch (resource.type()) {
            case "AWS::SQS::Queue" -> parts.queue(QueueReader.queue(resource, names, notes));
            case "AWS::DynamoDB::Table" -> parts.table(TableReader.table(resource, names, notes));
            case "AWS::Serverless::SimpleTable" ->
                    parts.table(TableReader.simple(resource, names, notes));
            case "AWS::Events::EventBus" -> bus(resource);
            case "AWS::Events::Rule", "AWS::Scheduler::Schedule" -> rules(resource);
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> function(resource);
            case "AWS::Lambda::EventSourceMapping" -> eventSources(resource);
            case "AWS::SNS::Topic" -> {
                parts.topic(TopicReader.topic(resource, names, notes));
                subscriptions(resource);
            }
            case "AWS::SNS::Subscription" -> subscriptions(resource);
            case "AWS::Lambda::EventInvokeConfig" ->
                    parts.asynchronous(AsyncReader.ofConfig(resource, notes));
            default -> other(resource);
        }
    }

    private void bus(Resource resource) {
        Set<String> others =
                Set.of("DeadLetterConfig", "Description", "KmsKeyIdentifier", "LogConfig", "Tags");
        notes.properties(resource, resource.properties().only(Set.of("Name"), others));
        parts.eventBus(template.names().name(resource.id(), resource.place()));
    }

    private void function(Resource resource) {
        Names names = template.names();
        LocalFunction function = FunctionReader.function(resource, names, classPath, notes);
        LocalFunction instead = functions.get(function.name());
        if (instead != null) {
            replaced.add(function.name());
        }
        parts.function(instead == null ? function : instead);
        eventSources(resource);
        parts.asynchronous(AsyncReader.ofFunction(resource, names, notes));
        rules(resource);
        subscriptions(resource);
    }

    private void eventSources(Resource resource) {
        int processors = Runtime.getRuntime().availableProcessors();
        EventSourceReader.of(resource, template.names(), notes, processors)
                .forEach(parts::eventSource);
    }

    private void subscriptions(Resource resource) {
        TopicReader.subscriptions(resource, template.names(), notes).forEach(parts::subscription);
    }

    private void rules(Resource resource) {
        RuleReader.of(resource, template.names(), notes).stream()
                .map(this::atItsRate)
                .forEach(parts::rule);
    }

    private LocalRule atItsRate(LocalRule rule) {
        Duration period = periods.get(rule.name());
        if (period == null) {
            return rule;
        }
        replaced.add(rule.name());
        return rule.every(period);
    }

    private void other(Resource resource) {
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
