package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.doctor.Finding;
import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.support.EventPatterns;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.Misread;
import dev.mailroom.local.internal.template.Names;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.Resource;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriptionBlock;
import dev.mailroom.local.internal.template.Template;
import dev.mailroom.local.internal.template.TemplateException;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the doctors know of a template, and what they have found. */
public final class Round {

    private final Template template;
    private final Map<Destination, Resource> destinations = new LinkedHashMap<>();
    private final List<MappingBlock> mappings = new ArrayList<>();
    private final List<RuleBlock> rules = new ArrayList<>();
    private final List<SubscriptionBlock> subscriptions = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Makes all rounds. */
    public static List<Finding> check(Template template, List<Route> routes) {
        Round round = new Round(template);
        new MappingCheck(round).check();
        new SubscriptionCheck(round).check();
        new RuleCheck(round, routes).check();
        template.remarks().errors().forEach(error -> round.find(error.place(), error.text()));
        for (Misread misread : template.misread()) {
            if (misread.matters()) {
                round.find(misread.place(), misread.problem());
            }
        }
        return round.findings();
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
                // Nothing is sent to anything else.
            }
        }
        mappings.addAll(MappingBlock.of(resource, names()));
        rules.addAll(RuleBlock.of(resource, names()));
        subscriptions.addAll(SubscriptionBlock.of(resource, names()));
    }

    private String name(Resource resource) {
        return names().name(resource.id(), resource.place());
    }

    /** Runs a check; what cannot be computed in it is a finding, and the round goes on. */
    void attempt(Resource resource, Runnable check) {
        try {
            check.run();
        } catch (TemplateException e) {
            find(e.place(), e.fault());
        } catch (IllegalArgumentException e) {
            find(resource.place(), String.valueOf(e.getMessage()));
        }
    }

    void find(Place place, String problem) {
        findings.add(new Finding(place.resource(), place.property(), problem));
    }

    List<Resource> resources(String type) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    List<MappingBlock> mappings() {
        return mappings;
    }

    List<RuleBlock> rules() {
        return rules;
    }

    List<SubscriptionBlock> subscriptions() {
        return subscriptions;
    }

    @Nullable Resource resource(Destination destination) {
        return destinations.get(destination);
    }

    /** The resource of a destination that is named here; that there is none is a finding. */
    @Nullable Resource resource(Destination destination, Place at) {
        Resource resource = resource(destination);
        // What the template does not hold cannot be judged.
        if (resource == null && !names().isPlaceholder(destination.name())) {
            find(
                    at,
                    "there is no "
                            + destination.kind().word()
                            + " '"
                            + destination.name()
                            + "' in the template.");
        }
        return resource;
    }

    /** Whether a pattern compiles; that it does not is a finding. */
    boolean compiles(String pattern, Place at) {
        String fault = EventPatterns.fault(pattern);
        if (fault != null) {
            find(at, "it does not compile: " + fault);
        }
        return fault == null;
    }

    Names names() {
        return template.names();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
