package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.GeneratedName;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.model.LocalRule;

import java.util.ArrayList;
import java.util.List;

/** A rule or a schedule as it is written: an event of a function or a resource. */
public record RuleBlock(
        Resource resource,
        Block settings,
        RuleForm form,
        String name,
        String event,
        String function) {

    public static List<RuleBlock> of(Resource resource, Names names) {
        return switch (resource.type()) {
            case "AWS::Events::Rule" -> List.of(ofResource(resource, RuleForm.RULE, names));
            case "AWS::Scheduler::Schedule" ->
                    List.of(ofResource(resource, RuleForm.SCHEDULE, names));
            case "AWS::Serverless::Function" -> ofFunction(resource, names);
            default -> List.of();
        };
    }

    private static RuleBlock ofResource(Resource resource, RuleForm form, Names names) {
        String name = names.name(resource.id(), resource.place());
        return new RuleBlock(resource, resource.properties(), form, name, "", "");
    }

    private static List<RuleBlock> ofFunction(Resource resource, Names names) {
        List<RuleBlock> rules = new ArrayList<>();
        for (FunctionEvent event : FunctionEvent.of(resource)) {
            RuleForm.ofEvent(event.type())
                    .map(form -> ofEvent(resource, event.id(), event.settings(), form, names))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    private static RuleBlock ofEvent(
            Resource resource, String id, Block settings, RuleForm form, Names names) {
        // SAM gives the rule this logical id.
        String name =
                settings.text(
                        form.name(),
                        new GeneratedName(form.name(), 1, 64).of(resource.id() + id, false));
        String function = names.name(resource.id(), resource.place());
        return new RuleBlock(resource, settings, form, name, id, function);
    }

    /** Its name in messages: the logical id, which SAM composes for an event of a function. */
    public String id() {
        return resource.id() + event;
    }

    public boolean isOn() {
        return settings.text("State", "ENABLED").startsWith("ENABLED")
                && settings.flag("Enabled", true);
    }

    public boolean hasPattern() {
        return settings.has(form.pattern());
    }

    public String bus() {
        return LocalAccount.busName(settings.text("EventBusName", LocalRule.DEFAULT_BUS));
    }

    public boolean isOfFunction() {
        return !function.isEmpty();
    }

    public List<TargetBlock> targets() {
        if (isOfFunction()) {
            return List.of(new TargetBlock(settings, function));
        }
        if (form.byScheduler()) {
            return List.of(new TargetBlock(settings.block("Target"), ""));
        }
        return settings.blocks("Targets").stream()
                .map(block -> new TargetBlock(block, ""))
                .toList();
    }
}
