package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.model.TargetInput;
import dev.mailroom.local.step.EventStep;
import dev.mailroom.local.step.PipelineStep;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class BusRecipientTest {

    private static final BusEvent EVENT =
            new BusEvent("e", "shop", "Order", Instant.EPOCH, List.of("r"), "{\"total\":4.20}");

    private final List<PipelineStep> seen = new CopyOnWriteArrayList<>();
    private final Steps steps = new Steps(seen::add);
    private final List<String> queue = new ArrayList<>();
    private final Recipients recipients = new Recipients();
    private final BusRecipient bus;

    BusRecipientTest() {
        recipients.add(Destination.queue("jobs"), message -> queue.add(message.body()));
        LocalRule rule =
                LocalRule.matching("onward", "{\"source\":[\"shop\"]}")
                        .toQueue("jobs")
                        .with(
                                new RuleTarget(
                                        Destination.bus("third"),
                                        null,
                                        new TargetInput.Whole(),
                                        null));
        RuleDelivery delivery = new RuleDelivery(recipients, steps);
        bus = new BusRecipient("second", new EventBus(List.of(rule)), delivery, steps);
    }

    @AfterEach
    void close() throws InterruptedException {
        steps.close();
    }

    @Test
    void anEventOfAnotherBusGoesToTheQueuesOfThisOneButToNoThirdBus() throws Exception {
        bus.send(new OutgoingMessage(EVENT.toJson(), null));
        steps.close();

        assertThat(queue).containsExactly(EVENT.toJson());
        assertThat(seen)
                .containsExactly(
                        new EventStep.EventPut("second", "e", "shop", "Order"),
                        new EventStep.DeliveryFailed(
                                "e",
                                "onward",
                                "bus third",
                                "an event from another bus is not passed on to a third one"),
                        new EventStep.RuleMatched("e", "onward", "queue jobs"));
    }

    @Test
    void anEventThatNoRuleWantsIsAStep() throws Exception {
        bus.send(new OutgoingMessage(EVENT.toJson().replace("shop", "blog"), null));
        steps.close();

        assertThat(seen)
                .containsExactly(
                        new EventStep.EventPut("second", "e", "blog", "Order"),
                        new EventStep.NoRuleMatched("second", "e"));
    }

    @Test
    void whatIsNotAnEventIsRefused() {
        assertThatThrownBy(() -> bus.send(new OutgoingMessage("no event", null)))
                .isInstanceOf(IOException.class)
                .hasMessage("a bus accepts only events");
    }
}
