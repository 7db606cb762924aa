package dev.mailroom.local;

import java.util.ArrayList;
import java.util.List;

/** A rule or a schedule as it is written, be it an event of a function or a resource. */
record TemplateRule(
        TemplateResource resource,
        TemplateBlock settings,
        RuleForm form,
        String name,
        String event,
        String function) {

    static List<TemplateRule> of(TemplateResource resource, TemplateNames names) {
        return switch (resource.type()) {
            case "AWS::Events::Rule" -> List.of(ofResource(resource, RuleForm.RULE, names));
            case "AWS::Scheduler::Schedule" ->
                    List.of(ofResource(resource, RuleForm.SCHEDULE, names));
            case "AWS::Serverless::Function" -> ofFunction(resource, names);
            default -> List.of();
        };
    }

    private static TemplateRule ofResource(
            TemplateResource resource, RuleForm form, TemplateNames names) {
        String name = names.name(resource.id(), resource.place());
        return new TemplateRule(resource, resource.properties(), form, name, "", "");
    }

    private static List<TemplateRule> ofFunction(TemplateResource resource, TemplateNames names) {
        TemplateBlock events = resource.properties().block("Events");
        List<TemplateRule> rules = new ArrayList<>();
        for (String id : events.names()) {
            TemplateBlock event = events.block(id);
            RuleForm.ofEvent(event.text("Type"))
                    .map(form -> ofEvent(resource, id, event.block("Properties"), form, names))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    private static TemplateRule ofEvent(
            TemplateResource resource,
            String id,
            TemplateBlock settings,
            RuleForm form,
            TemplateNames names) {
        // SAM gives the rule this logical id.
        String name = settings.text(form.name(), resource.id() + id);
        String function = names.name(resource.id(), resource.place());
        return new TemplateRule(resource, settings, form, name, id, function);
    }

    /** What messages call it: the logical id, which SAM composes for an event of a function. */
    String id() {
        return resource.id() + event;
    }

    boolean isOn() {
        return settings.text("State", "ENABLED").startsWith("ENABLED")
                && settings.flag("Enabled", true);
    }

    boolean hasPattern() {
        return settings.has(form.pattern());
    }

    String bus() {
        return LocalAccount.busName(settings.text("EventBusName", LocalRule.DEFAULT_BUS));
    }

    boolean isOfFunction() {
        return !function.isEmpty();
    }

    List<TemplateTarget> targets() {
        if (isOfFunction()) {
            return List.of(new TemplateTarget(settings, function));
        }
        if (form.byScheduler()) {
            return List.of(new TemplateTarget(settings.block("Target"), ""));
        }
        return settings.blocks("Targets").stream()
                .map(block -> new TemplateTarget(block, ""))
                .toList();
    }
}
