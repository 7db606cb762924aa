package dev.mailroom.local.internal.eventbridge;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.step.EventStep;

import java.io.IOException;
import java.util.List;

/**
 * A bus as the target of another bus's rules. From there an event goes to queues, functions and
 * topics, but not to a third bus.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html">Sending
 *     and receiving events between event buses</a>
 */
public final class BusRecipient implements Recipients.Recipient {

    private final String name;
    private final EventBus bus;
    private final RuleDelivery delivery;
    private final Steps steps;

    public BusRecipient(String name, EventBus bus, RuleDelivery delivery, Steps steps) {
        this.name = name;
        this.bus = bus;
        this.delivery = delivery;
        this.steps = steps;
    }

    @Override
    public void send(OutgoingMessage message) throws IOException, InterruptedException {
        BusEvent event = read(message.body());
        steps.add(new EventStep.EventPut(name, event.id(), event.source(), event.detailType()));
        List<LocalRule> matching = bus.matching(event.toJson());
        if (matching.isEmpty()) {
            steps.add(new EventStep.NoRuleMatched(name, event.id()));
        }
        for (LocalRule rule : matching) {
            delivery.deliver(noFurther(rule, event), event, message.traceHeader());
        }
    }

    private static BusEvent read(String body) throws IOException {
        try {
            return BusEvent.read(body);
        } catch (IOException e) {
            // Without Jackson's message, which would quote the event.
            throw new IOException("a bus accepts only events");
        }
    }

    private LocalRule noFurther(LocalRule rule, BusEvent event) {
        LocalRule others = rule.withoutTargets();
        for (RuleTarget target : rule.targets()) {
            if (target.destination().kind() == Destination.Kind.BUS) {
                steps.add(
                        new EventStep.DeliveryFailed(
                                event.id(),
                                rule.name(),
                                target.destination().toString(),
                                "an event from another bus is not passed on to a third one"));
            } else {
                others = others.with(target);
            }
        }
        return others;
    }
}
