package dev.mailroom.local.internal.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.eventbus.Transformer;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.SubscriberStep.AttemptFailed;
import dev.mailroom.local.step.SubscriberStep.DeliveryLost;
import dev.mailroom.local.step.SubscriberStep.FailureRecorded;
import dev.mailroom.local.step.SubscriberStep.RetrySucceeded;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What becomes of deliveries that fail. */
class SubscriberDeliveryTest {

    private static final Duration A_DAY = Duration.ofDays(1);

    /** V16: only failed events are retried, and the others continue. */
    @Test
    void onlyWhatFailedIsTriedAgain() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());
        bus.refused.add("2");

        bus.publish(TestBus.raw("1"), TestBus.raw("2"), TestBus.raw("3"));
        assertThat(bus.bodies()).containsExactly("1", "3");
        bus.refused.clear();
        assertThat(bus.retry()).isTrue();

        assertThat(bus.bodies()).containsExactly("1", "3", "2");
        assertThat(bus.retry()).isFalse();
        assertThat(bus.told(AttemptFailed.class))
                .containsExactly(
                        "event id-2 of subscriber paid not delivered to queue paid, attempt 1:"
                                + " sqs: refused");
        assertThat(bus.told(RetrySucceeded.class))
                .containsExactly(
                        "event id-2 of subscriber paid delivered to queue paid, attempt 2");
    }

    /** V18: a failing event holds up its own group, and no other. */
    @Test
    void aFailingEventHoldsUpItsGroupAlone() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().ordered(true).build());
        bus.refused.add("a1");

        bus.publish(text("a1", "a"), text("a2", "a"), text("b1", "b"), text("none", null));
        bus.publish(text("a3", "a"), text("b2", "b"));
        assertThat(bus.bodies()).containsExactly("b1", "none", "b2");
        assertThat(bus.pending()).containsExactly(Map.entry("paid", 3));
        assertThat(bus.retry()).isTrue();
        assertThat(bus.bodies()).hasSize(3);
        bus.refused.clear();
        assertThat(bus.retry()).isTrue();

        assertThat(bus.bodies()).containsExactly("b1", "none", "b2", "a1", "a2", "a3");
        assertThat(bus.pending()).isEmpty();
    }

    /** V18: 1,000 events in 20 groups, of which one does not get on. */
    @Test
    void nineteenOfTwentyGroupsGoOnInOrder() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().ordered(true).build());
        bus.refused.add("g7.");
        for (int n = 0; n < 50; n++) {
            List<BusEntry> entries = new ArrayList<>();
            for (int group = 0; group < 20; group++) {
                entries.add(text("g" + group + "." + n, "g" + group));
            }
            bus.publish(entries.toArray(new BusEntry[0]));
        }

        assertThat(bus.bodies()).hasSize(950).doesNotHaveDuplicates();
        bus.refused.clear();
        assertThat(bus.retry()).isTrue();

        assertThat(bus.bodies()).hasSize(1_000).doesNotHaveDuplicates();
        for (int group = 0; group < 20; group++) {
            String prefix = "g" + group + ".";
            assertThat(bus.bodies())
                    .filteredOn(body -> body.startsWith(prefix))
                    .isEqualTo(IntStream.range(0, 50).mapToObj(n -> prefix + n).toList());
        }
    }

    /** V18: without order nobody waits. */
    @Test
    void withoutOrderNobodyWaits() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());
        bus.refused.add("a1");

        bus.publish(text("a1", "a"), text("a2", "a"));

        assertThat(bus.bodies()).containsExactly("a2");
    }

    /**
     * V24: whatever keeps an event from being delivered, it is retried, and the others continue.
     */
    @Test
    void whatCannotBeWrittenIsAFailedAttemptAndTheRestGoesOn() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber().transformer(new Transformer.WithMetadata()).build());
        String tooDeep = "[".repeat(1_000) + "]".repeat(1_000);

        bus.publish(TestBus.raw(tooDeep), TestBus.raw("2"));
        assertThat(bus.bodies()).hasSize(1);
        while (bus.retry()) {}

        assertThat(bus.told(AttemptFailed.class)).hasSize(6);
        assertThat(bus.pending()).isEmpty();
    }

    /** V24: given up after its retries, an event holds up its group no longer. */
    @Test
    void afterItsRetriesAnEventIsGivenUpAndItsGroupGoesOn() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().ordered(true).retries(1, A_DAY).build());
        bus.refused.add("a1");
        bus.refused.add("a2");

        bus.publish(text("a1", "a"), text("a2", "a"), text("a3", "a"));
        assertThat(bus.retry()).isTrue();
        assertThat(bus.sent).isEmpty();
        assertThat(bus.retry()).isTrue();

        assertThat(bus.bodies()).containsExactly("a3");
        assertThat(bus.retry()).isFalse();
        assertThat(bus.told(DeliveryLost.class))
                .containsExactly(
                        "events [id-1] LOST to the target of subscriber paid: it has no"
                                + " OnFailureConfiguration",
                        "events [id-2] LOST to the target of subscriber paid: it has no"
                                + " OnFailureConfiguration");
    }

    /** V24: five retries unless it says otherwise. */
    @Test
    void byDefaultThereAreFiveRetries() throws InterruptedException {
        TestBus bus = new TestBus(TestBus.subscriber().build());
        bus.refused.add("1");

        bus.publish(TestBus.raw("1"));
        int retries = 0;
        while (bus.retry()) {
            retries++;
        }

        assertThat(retries).isEqualTo(5);
        assertThat(bus.pending()).isEmpty();
        assertThat(bus.told(DeliveryLost.class)).hasSize(1);
    }

    /** V25: one record for what failed together, with all its fields and attributes. */
    @Test
    void whatIsGivenUpIsRecorded() throws InterruptedException {
        Subscriber subscriber =
                TestBus.subscriber().retries(0, A_DAY).onFailure(TestBus.FAILED).build();
        TestBus bus = new TestBus(subscriber);
        bus.refused.add("bad");

        bus.publish(TestBus.raw("\"bad 1\"", "g", "d"), TestBus.raw("1"), TestBus.raw("\"bad 2\""));

        String common =
                "\"%s\":\"" + CustomBus.of("shop").arn() + "\",\"%s\":\"" + subscriber.arn() + "\"";
        assertThat(bus.records).hasSize(1);
        OutgoingMessage record = bus.records.get(0);
        assertThat(record.groupId()).isNull();
        assertThat(record.body())
                .isEqualTo(
                        "{\"version\":\"1.0\","
                                + common.formatted("busArn", "subscriberArn")
                                + ",\"targetArn\":\""
                                + TestBus.QUEUE.arn()
                                + "\",\"errorCode\":\"CUSTOMER_VALIDATION\","
                                + "\"errorMessage\":\"sqs: refused\","
                                + "\"exhaustedRetryCondition\":\"MaximumRetryAttempts\","
                                + "\"retryAttempts\":0,\"failedMessages\":["
                                + "{\"eventId\":\"id-1\",\"eventGroupId\":\"g\","
                                + "\"deduplicationId\":\"d\","
                                + "\"timestamp\":\"2026-11-25T12:00:00.123Z\","
                                + "\"targetRequestId\":\"\"},"
                                + "{\"eventId\":\"id-3\",\"eventGroupId\":null,"
                                + "\"deduplicationId\":null,"
                                + "\"timestamp\":\"2026-11-25T12:00:00.123Z\","
                                + "\"targetRequestId\":\"\"}]}");
        assertThat(record.attributes().properties())
                .extracting(entry -> entry.getKey() + "=" + entry.getValue().path("StringValue"))
                .containsExactly(
                        "ERROR_CODE=\"CUSTOMER_VALIDATION\"",
                        "ERROR_MESSAGE=\"sqs: refused\"",
                        "SUBSCRIBER_ARN=\"" + subscriber.arn() + "\"",
                        "TARGET_ARN=\"" + TestBus.QUEUE.arn() + "\"",
                        "BUS_ARN=\"" + CustomBus.of("shop").arn() + "\"",
                        "EXHAUSTED_RETRY_CONDITION=\"MaximumRetryAttempts\"",
                        "RETRY_ATTEMPTS=\"0\"");
        assertThat(bus.told(FailureRecorded.class))
                .containsExactly(
                        "events [id-1, id-3] given up by subscriber paid, a record sent to queue"
                                + " failed");
    }

    /** V24, V25: too old. */
    @Test
    void anEventThatIsTooOldIsGivenUp() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .retries(185, Duration.ofMinutes(1))
                                .onFailure(TestBus.FAILED)
                                .build());
        bus.refused.add("bad");

        bus.publish(TestBus.raw("\"bad\""));
        bus.pass(Duration.ofSeconds(59));
        assertThat(bus.retry()).isTrue();
        assertThat(bus.records).isEmpty();
        bus.pass(Duration.ofSeconds(1));
        assertThat(bus.retry()).isTrue();

        assertThat(bus.records.get(0).body())
                .contains(
                        "\"exhaustedRetryCondition\":\"MaximumEventAgeInSeconds\","
                                + "\"retryAttempts\":2,");
    }

    /** V25: behind order, records are in a FIFO queue, in the group of their event. */
    @Test
    void recordsOfAFifoQueueKeepTheGroup() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber()
                                .ordered(true)
                                .retries(0, A_DAY)
                                .onFailure(Destination.queue("failed.fifo"))
                                .build());
        bus.refused.add("bad");

        bus.publish(text("bad 1", "a"), text("bad 2", "b"));

        assertThat(bus.records).extracting(OutgoingMessage::groupId).containsExactly("a", "b");
        assertThat(bus.records)
                .extracting(OutgoingMessage::deduplicationId)
                .containsExactly("id-3", "id-4");
    }

    /** V24, V20: a record that nobody takes is lost, and that is said. */
    @Test
    void aRecordThatIsNotTakenIsLost() throws InterruptedException {
        TestBus bus =
                new TestBus(
                        TestBus.subscriber().retries(0, A_DAY).onFailure(TestBus.FAILED).build());
        bus.refused.add("");

        bus.publish(TestBus.raw("1"));

        assertThat(bus.told(DeliveryLost.class))
                .containsExactly(
                        "events [id-1] LOST to the target of subscriber paid: queue failed did not"
                                + " take the record: sqs: refused");
    }

    private static BusEntry text(String text, @Nullable String group) {
        return new BusEntry.Raw(
                "application/octet-stream", text, Map.of(), new BusEntry.Identity(group, null));
    }
}
