package dev.mailroom.local.internal.eventbridge;

import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.step.EventStep;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** All buses: an event that is put on one goes to the targets of that bus's matching rules. */
public final class Buses {

    private final Map<String, EventBus> all;
    private final RuleDelivery delivery;
    private final Steps steps;

    public Buses(Map<String, EventBus> all, RuleDelivery delivery, Steps steps) {
        this.all = Map.copyOf(all);
        this.delivery = delivery;
        this.steps = steps;
        all.values().forEach(bus -> bus.rules().forEach(delivery::tellOfGroups));
    }

    public boolean has(String bus) {
        return all.containsKey(bus);
    }

    /** Puts an event on an existing bus, with the trace header that it came with. */
    public void put(String bus, BusEvent event, @Nullable String traceHeader)
            throws InterruptedException {
        EventBus rules = all.get(bus);
        if (rules == null) {
            throw new IllegalArgumentException("The pipeline has no event bus '" + bus + "'.");
        }
        steps.began(event);
        steps.add(new EventStep.EventPut(bus, event.id(), event.source(), event.detailType()));
        List<LocalRule> matching = rules.matching(event.toJson());
        if (matching.isEmpty()) {
            steps.add(new EventStep.NoRuleMatched(bus, event.id()));
        }
        for (LocalRule rule : matching) {
            delivery.deliver(rule, event, traceHeader);
        }
    }
}
