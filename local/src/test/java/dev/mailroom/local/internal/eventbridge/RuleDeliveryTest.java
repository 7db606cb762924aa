package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.LocalRule;
import dev.mailroom.local.model.PipelineStep.DeliveryFailed;
import dev.mailroom.local.model.TargetInput;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** C19: what a target does not take is kept, if it says where. */
class RuleDeliveryTest {

    private static final Destination FUNCTION = Destination.function("f");
    private static final Destination DEAD = Destination.queue("dead");
    private static final BusEvent EVENT =
            new BusEvent("e", "shop", "Order", Instant.EPOCH, List.of(), "{}");
    private static final LocalRule RULE =
            LocalRule.matching("r", "{\"source\":[\"shop\"]}")
                    .with(
                            new LocalRule.Target(
                                    FUNCTION, null, new TargetInput.Constant("order 7"), DEAD));

    private final RecordedSteps recorded = new RecordedSteps();
    private final Recipients recipients = new Recipients();
    private final List<OutgoingMessage> kept = new ArrayList<>();
    private final RuleDelivery delivery = new RuleDelivery(recipients, new Steps(recorded));

    @Test
    void whatTheTargetDoesNotTakeGoesToItsDeadLetterQueue() throws InterruptedException {
        recipients.add(FUNCTION, RuleDeliveryTest::refuse);
        recipients.add(DEAD, kept::add);

        delivery.deliver(RULE, EVENT);

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

        delivery.deliver(RULE, EVENT);

        assertThat(recorded.await(DeliveryFailed.class, step -> true, 2))
                .containsExactly(
                        new DeliveryFailed("e", "r", "function f", "full"),
                        new DeliveryFailed("e", "r", "queue dead", "full"));
    }

    @Test
    void whatTheTargetTakesIsNotKept() throws InterruptedException {
        List<OutgoingMessage> taken = new ArrayList<>();
        recipients.add(FUNCTION, taken::add);
        recipients.add(DEAD, kept::add);

        delivery.deliver(RULE, EVENT);

        assertThat(taken).extracting(OutgoingMessage::body).containsExactly("order 7");
        assertThat(kept).isEmpty();
    }

    private static void refuse(OutgoingMessage message) throws IOException {
        throw new IOException("full");
    }
}
