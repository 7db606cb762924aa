package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.RuleCompiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the doctors know of a template, and what they have found. */
final class DoctorRound {

    private final Template template;
    private final Map<Destination, TemplateResource> destinations = new LinkedHashMap<>();
    private final List<TemplateMapping> mappings = new ArrayList<>();
    private final List<TemplateRule> rules = new ArrayList<>();
    private final List<TemplateSubscription> subscriptions = new ArrayList<>();
    private final Set<Doctor.Finding> findings = new LinkedHashSet<>();

    DoctorRound(Template template) {
        this.template = template;
        for (TemplateResource resource : template.resources()) {
            attempt(resource, () -> add(resource));
        }
    }

    private void add(TemplateResource resource) {
        switch (resource.type()) {
            case "AWS::SQS::Queue" -> destinations.put(Destination.queue(name(resource)), resource);
            case "AWS::Serverless::Function", "AWS::Lambda::Function" ->
                    destinations.put(Destination.function(name(resource)), resource);
            case "AWS::SNS::Topic" -> destinations.put(Destination.topic(name(resource)), resource);
            default -> {
                // Nothing is sent to anything else.
            }
        }
        mappings.addAll(TemplateMapping.of(resource, names()));
        rules.addAll(TemplateRule.of(resource, names()));
        subscriptions.addAll(TemplateSubscription.of(resource, names()));
    }

    private String name(TemplateResource resource) {
        return names().name(resource.id(), resource.place());
    }

    /** Runs a check; what cannot be computed in it is a finding, and the round goes on. */
    void attempt(TemplateResource resource, Runnable check) {
        try {
            check.run();
        } catch (TemplateException e) {
            findings.add(new Doctor.Finding(e.resource(), e.property(), e.fault()));
        } catch (IllegalArgumentException e) {
            find(resource.place(), String.valueOf(e.getMessage()));
        }
    }

    void find(TemplatePlace place, String problem) {
        findings.add(new Doctor.Finding(place.resource(), place.property(), problem));
    }

    List<TemplateResource> resources(String type) {
        return template.resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    List<TemplateMapping> mappings() {
        return mappings;
    }

    List<TemplateRule> rules() {
        return rules;
    }

    List<TemplateSubscription> subscriptions() {
        return subscriptions;
    }

    @Nullable TemplateResource resource(Destination destination) {
        return destinations.get(destination);
    }

    /** The resource of a destination that is named here; that there is none is a finding. */
    @Nullable TemplateResource resource(Destination destination, TemplatePlace at) {
        TemplateResource resource = resource(destination);
        if (resource == null) {
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
    boolean compiles(String pattern, TemplatePlace at) {
        String fault = RuleCompiler.check(pattern);
        if (fault != null) {
            find(at, "it does not compile: " + fault);
        }
        return fault == null;
    }

    TemplateNames names() {
        return template.names();
    }

    List<Doctor.Finding> findings() {
        return List.copyOf(findings);
    }
}
