package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.InputTransformer;
import dev.mailroom.local.model.JsonPath;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.RuleTarget;
import dev.mailroom.local.model.TargetInput;
import dev.mailroom.local.step.EventStep.DeliveryFailed;
import dev.mailroom.local.step.EventStep.GroupIdIsNoPath;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** C19: what a target does not take is kept, if it says where. */
class RuleDeliveryTest {

    private static final Destination FUNCTION = Destination.function("f");
    private static final Destination DEAD = Destination.queue("dead");
    private static final BusEvent EVENT =
            new BusEvent("e", "shop", "Order", Instant.EPOCH, List.of(), "{}");
    private static final LocalRule RULE =
            LocalRule.matching("r", "{\"source\":[\"shop\"]}")
                    .with(
                            new RuleTarget(
                                    FUNCTION, null, new TargetInput.Constant("order 7"), DEAD));

    private final RecordedSteps recorded = new RecordedSteps();
    private final Recipients recipients = new Recipients();
    private final List<OutgoingMessage> kept = new ArrayList<>();
    private final Steps steps = new Steps(recorded);
    private final RuleDelivery delivery = new RuleDelivery(recipients, steps);

    @Test
    void whatTheTargetDoesNotTakeGoesToItsDeadLetterQueue() throws InterruptedException {
        recipients.add(FUNCTION, RuleDeliveryTest::refuse);
        recipients.add(DEAD, kept::add);

        delivery.deliver(RULE, EVENT, null);

        assertThat(kept).extracting(OutgoingMessage::body).containsExactly(EVENT.toJson());
        assertThat(kept.get(0).groupId()).isNull();
        assertThat(kept.get(0).attributes())
                .hasToString(
                        "{\"RULE_ARN\":{\"DataType\":\"String\",\"StringValue\":\""
                                + RULE.arn()
                                + "\"},\"TARGET_ARN\":{\"DataType\":\"String\",\"StringValue\":\""
                                + FUNCTION.arn()
                                + "\"},\"ERROR_CODE\":{\"DataType\":\"String\",\"StringValue\":\"ERROR_FROM_TARGET\"}"
                                + ",\"ERROR_MESSAGE\":{\"DataType\":\"String\",\"StringValue\":\"full\"}}");
    }

    @Test
    void aDeadLetterQueueThatTakesNothingIsNamed() throws InterruptedException {
        recipients.add(FUNCTION, RuleDeliveryTest::refuse);
        recipients.add(DEAD, RuleDeliveryTest::refuse);

        delivery.deliver(RULE, EVENT, null);

        assertThat(recorded.await(DeliveryFailed.class, step -> true, 2))
                .containsExactly(
                        new DeliveryFailed("e", "r", "function f", "full"),
                        new DeliveryFailed("e", "r", "queue dead", "full"));
    }

    @Test
    void c36WhatIsNotJsonIsNotSentAndGoesToTheDeadLetterQueue() throws InterruptedException {
        List<OutgoingMessage> taken = new ArrayList<>();
        recipients.add(FUNCTION, taken::add);
        recipients.add(DEAD, kept::add);
        TargetInput input =
                new InputTransformer(
                        Map.of("all", JsonPath.parse("$.resources")), "{\"all\": \"<all>\"}");
        BusEvent event = new BusEvent("e", "shop", "Order", Instant.EPOCH, List.of("a"), "{}");

        delivery.deliver(
                LocalRule.matching("r", "{\"source\":[\"shop\"]}")
                        .with(new RuleTarget(FUNCTION, null, input, DEAD)),
                event,
                null);

        assertThat(taken).isEmpty();
        assertThat(kept).extracting(OutgoingMessage::body).containsExactly(event.toJson());
        assertThat(kept.get(0).attributes().at("/ERROR_CODE/StringValue").asText())
                .isEqualTo("INVALID_JSON");
        assertThat(recorded.awaitOne(DeliveryFailed.class, step -> true).describe())
                .isEqualTo(
                        "event e of rule r not delivered to function f: what its input transformer"
                                + " made of the event is not JSON");
    }

    @Test
    void aMessageGroupThatLooksLikeAPathIsToldOf() {
        LocalRule rule =
                LocalRule.matching("r", "{\"source\":[\"shop\"]}")
                        .toQueue("q.fifo", "$.detail.user_id")
                        .toQueue("other.fifo", "all");

        var unused = new Buses(Map.of("b", new EventBus(List.of(rule))), delivery, steps);

        assertThat(recorded.awaitOne(GroupIdIsNoPath.class, step -> true).describe())
                .isEqualTo(
                        "rule r sends all events to queue q.fifo in ONE message group:"
                                + " EventBridge does not read '$.detail.user_id' as a path");
        assertThat(recorded.lines()).hasSize(1);
    }

    @Test
    void theTraceHeaderGoesOn() throws InterruptedException {
        List<OutgoingMessage> taken = new ArrayList<>();
        recipients.add(FUNCTION, taken::add);

        delivery.deliver(RULE, EVENT, "Root=1-5759e988-bd862e3fe1be46a994272793");

        assertThat(taken)
                .extracting(OutgoingMessage::traceHeader)
                .containsExactly("Root=1-5759e988-bd862e3fe1be46a994272793");
    }

    @Test
    void whatTheTargetTakesIsNotKept() throws InterruptedException {
        List<OutgoingMessage> taken = new ArrayList<>();
        recipients.add(FUNCTION, taken::add);
        recipients.add(DEAD, kept::add);

        delivery.deliver(RULE, EVENT, null);

        assertThat(taken).extracting(OutgoingMessage::body).containsExactly("order 7");
        assertThat(kept).isEmpty();
    }

    private static void refuse(OutgoingMessage message) throws IOException {
        throw new IOException("full");
    }
}
