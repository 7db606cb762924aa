package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.doctor.Severity;
import dev.mailroom.local.internal.support.EventPatterns;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Template;
import dev.mailroom.local.internal.template.language.TemplateException;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the checks know about a template, and their findings. */
public final class Round {

    private final Template template;
    private final Map<Destination, Resource> destinations = new LinkedHashMap<>();
    private final List<MappingBlock> mappings = new ArrayList<>();
    private final List<RuleBlock> rules = new ArrayList<>();
    private final List<SubscriberBlock> subscribers = new ArrayList<>();
    private final List<SubscriptionBlock> subscriptions = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Runs all checks. */
    public static List<Finding> check(Template template, List<Route> routes) {
        Round round = new Round(template);
        List<Runnable> checks =
                List.of(
                        () -> new MappingCheck(round).check(),
                        () -> new RedriveCheck(round).check(),
                        () -> new ConcurrencyCheck(round).check(),
                        () -> new FunctionRoleCheck(round).check(),
                        () -> new PolicyCheck(round).check(),
                        () -> new SubscriptionCheck(round).check(),
                        () -> new RuleCheck(round, routes).check(),
                        () -> new SubscriberCheck(round).check(),
                        () -> new ValueCheck(round).check(template));
        checks.forEach(check -> round.attempt(new Place("", ""), check));
        return List.copyOf(round.findings);
    }

    private Round(Template template) {
        this.template = template;
        for (Resource resource : template.resources()) {
            attempt(resource, () -> add(resource));
        }
    }

    private void add(Resource resource) {
        switch (resource.type()) {
            case "AWS::SQS::Queue" -> destinations.put(Destination.queue(name(resource)), resource);
            case "AWS::Serverless::Function", "AWS::Lambda::Function" ->
                    destinations.put(Destination.function(name(resource)), resource);
            case "AWS::SNS::Topic" -> destinations.put(Destination.topic(name(resource)), resource);
            default -> {
                // Nothing else is a destination.
            }
        }
        for (MappingBlock mapping : MappingBlock.of(resource, names())) {
            if (readsAQueue(mapping)) {
                mappings.add(mapping);
            } else {
                attempt(resource, () -> namesByArn(mapping.settings(), mapping.queueProperty()));
            }
        }
        rules.addAll(RuleBlock.of(resource, names()));
        subscribers.addAll(SubscriberBlock.of(resource, names()));
        subscriptions.addAll(SubscriptionBlock.of(resource, names()));
    }

    private static boolean readsAQueue(MappingBlock mapping) {
        Destination source = destination(mapping.settings().text(mapping.queueProperty(), ""));
        return source != null && source.kind() == Destination.Kind.QUEUE;
    }

    private String name(Resource resource) {
        return names().name(resource.id(), resource.place());
    }

    /** Runs a check. A value that cannot be computed is a finding, and the round continues. */
    void attempt(Resource resource, Runnable check) {
        attempt(resource.place(), check);
    }

    private void attempt(Place place, Runnable check) {
        try {
            check.run();
        } catch (Known.UnknownException e) {
            // No finding about what the template does not show.
            return;
        } catch (TemplateException e) {
            lost(e.place(), e.fault(), "");
        } catch (IllegalArgumentException e) {
            lost(place, String.valueOf(e.getMessage()), "");
        }
    }

    /** Adds a mistake by which messages are lost, refused, or redelivered forever. */
    void lost(Place place, String problem, String remedy) {
        add(Severity.LOSS, place, problem, remedy);
    }

    /** Adds a mistake by which messages may be lost, or strangers may send some. */
    void risk(Place place, String problem, String remedy) {
        add(Severity.RISK, place, problem, remedy);
    }

    private void add(Severity severity, Place place, String problem, String remedy) {
        if (!Unknown.in(problem)) {
            String text =
                    problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem;
            findings.add(new Finding(severity, place.resource(), place.property(), text, remedy));
        }
    }

    List<Resource> resources() {
        return template.resources();
    }

    List<Resource> resources(String type) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    @Nullable Resource resource(String id) {
        return template.resources().stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The event source mappings that read from a queue. */
    List<MappingBlock> mappings() {
        return mappings;
    }

    List<RuleBlock> rules() {
        return rules;
    }

    /** The subscribers of Custom Event Buses. */
    List<SubscriberBlock> subscribers() {
        return subscribers;
    }

    List<SubscriptionBlock> subscriptions() {
        return subscriptions;
    }

    @Nullable Resource resource(Destination destination) {
        return destinations.get(destination);
    }

    /**
     * The resource of a destination that a property names. If there is none, and the template
     * spells out the name, that is a finding.
     */
    @Nullable Resource resource(Destination destination, Block block, String property) {
        Resource resource = resource(destination);
        if (resource == null && Written.here(block.node().path(property))) {
            String kind = destination.kind().word();
            lost(
                    block.place().at(property),
                    "there is no " + kind + " '" + destination.name() + "' in the template",
                    "name one of its resources, or a parameter if the "
                            + kind
                            + " is made elsewhere");
        }
        return resource;
    }

    /** Checks that what the template writes out is an ARN: {@code !Ref} of a queue is its URL. */
    void namesByArn(Block block, String property) {
        String value = Known.text(block, property);
        JsonNode written = block.node().path(property);
        Resource named = resource(Written.reference(written));
        if (!value.startsWith("arn:") && (named != null || Written.here(written))) {
            lost(
                    block.place().at(property),
                    "'" + value + "' is not an ARN: AWS refuses it",
                    "write " + (named == null ? "an ARN" : "!GetAtt " + named.id() + ".Arn"));
        }
    }

    /** The destination of a target; null if it is beside the path, or unknown. */
    static @Nullable Destination destination(TargetBlock target) {
        return target.function().isEmpty()
                ? destination(target.block().text("Arn"))
                : Destination.function(target.function());
    }

    static @Nullable Destination destination(String arn) {
        if (arn.startsWith(LocalAccount.queueArn(""))) {
            return Destination.queue(arn.substring(LocalAccount.queueArn("").length()));
        }
        if (arn.startsWith(LocalAccount.topicArn(""))) {
            return Destination.topic(arn.substring(LocalAccount.topicArn("").length()));
        }
        return arn.startsWith(LocalAccount.functionArn(""))
                ? Destination.function(LocalAccount.functionName(arn))
                : null;
    }

    static boolean isFifo(Resource queue) {
        return Known.flag(queue.properties(), "FifoQueue", false);
    }

    /** Whether a pattern compiles. If not, that is a finding. */
    boolean compiles(String pattern, Place at) {
        String fault = EventPatterns.fault(pattern);
        if (fault != null) {
            lost(at, "it does not compile: " + fault.lines().findFirst().orElse(""), "");
        }
        return fault == null;
    }

    Names names() {
        return template.names();
    }
}
