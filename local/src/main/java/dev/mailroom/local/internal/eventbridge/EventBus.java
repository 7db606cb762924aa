package dev.mailroom.local.internal.eventbridge;

import dev.mailroom.local.model.LocalRule;

import software.amazon.event.ruler.Machine;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules with a pattern of one bus. */
public final class EventBus {

    private final Map<String, LocalRule> rules = new HashMap<>();
    private final Machine machine = Machine.builder().build();

    public EventBus(List<LocalRule> rules) {
        for (LocalRule rule : rules) {
            String pattern = rule.pattern();
            if (pattern != null) {
                add(rule, pattern);
            }
        }
    }

    Collection<LocalRule> rules() {
        return rules.values();
    }

    private void add(LocalRule rule, String pattern) {
        rules.put(rule.name(), rule);
        try {
            machine.addRule(rule.name(), pattern);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Rule '" + rule.name() + "': event pattern: " + e.getMessage(), e);
        }
    }

    /** The rules that match the text of an event, ordered by name. */
    List<LocalRule> matching(String event) {
        try {
            return machine.rulesForJSONEvent(event).stream()
                    .map(rules::get)
                    .sorted(Comparator.comparing(LocalRule::name))
                    .toList();
        } catch (Exception e) {
            // The ruler declares only Exception; this package wrote the text, as JSON.
            throw new IllegalStateException("The event ruler could not read an event.", e);
        }
    }
}
