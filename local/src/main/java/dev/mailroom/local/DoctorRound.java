package dev.mailroom.local;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the doctors know of a template, and what they have found. */
final class DoctorRound {

    private final Template template;
    private final Map<String, TemplateResource> queues = new LinkedHashMap<>();
    private final Map<String, TemplateResource> functions = new LinkedHashMap<>();
    private final List<TemplateMapping> mappings = new ArrayList<>();
    private final Set<Doctor.Finding> findings = new LinkedHashSet<>();

    DoctorRound(Template template) {
        this.template = template;
        for (TemplateResource resource : template.resources()) {
            attempt(resource, () -> add(resource));
        }
    }

    private void add(TemplateResource resource) {
        TemplatePlace place = resource.place();
        switch (resource.type()) {
            case "AWS::SQS::Queue" ->
                    queues.put(template.names().name(resource.id(), place), resource);
            case "AWS::Serverless::Function", "AWS::Lambda::Function" ->
                    functions.put(template.names().name(resource.id(), place), resource);
            default -> {
                // Only these two are known by their names.
            }
        }
        mappings.addAll(TemplateMapping.of(resource, template.names()));
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

    @Nullable TemplateResource queue(String name) {
        return queues.get(name);
    }

    @Nullable TemplateResource function(String name) {
        return functions.get(name);
    }

    TemplateNames names() {
        return template.names();
    }

    List<Doctor.Finding> findings() {
        return List.copyOf(findings);
    }
}
