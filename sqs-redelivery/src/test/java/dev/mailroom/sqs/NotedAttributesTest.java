package dev.mailroom.sqs;

import static dev.mailroom.sqs.Deliveries.binary;
import static dev.mailroom.sqs.Deliveries.delivery;
import static dev.mailroom.sqs.Deliveries.message;
import static dev.mailroom.sqs.Deliveries.string;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.util.Map;

// C13
class NotedAttributesTest {

    private static final int MOST_BYTES = 1_048_576;

    @Property(tries = 300)
    void whateverFitsIntoAQueueFitsIntoTheDeadLetterQueueToo(
            @ForAll("roomLeft") int roomLeft,
            @ForAll @IntRange(max = 9) int own,
            @ForAll("reasons") String reason) {
        SQSMessage message = message("m-1");
        for (int i = 0; i < own; i++) {
            message.getMessageAttributes()
                    .put("own-" + i, i % 2 == 0 ? string("Grüße") : binary((byte) i));
        }
        int ownBytes = own * 5 + (own + 1) / 2 * (6 + 7) + own / 2 * (6 + 1);
        message.setBody("b".repeat(MOST_BYTES - roomLeft - ownBytes));
        Delivery delivery = delivery(message);
        delivery.identify(new EventIdentity("e-1", "my.webapp", "UserSignup"));

        Map<String, MessageAttributeValue> attributes =
                NotedAttributes.of(
                        delivery.record(),
                        QuarantineNote.of(delivery, new PoisonMessageException(reason)));

        int added = size(attributes) - ownBytes;
        assertThat(added).isBetween(0, roomLeft);
        assertThat(attributes.keySet().stream().filter(name -> name.startsWith("own-")))
                .hasSize(own);
        assertThat(attributes).hasSizeLessThanOrEqualTo(10);
        assertThat(attributes.values())
                .noneMatch(value -> value.binaryValue() == null && value.stringValue().isEmpty());
        if (roomLeft >= 30) {
            assertThat(added).isPositive();
        }
    }

    /** As SQS reckons: names, types and values. */
    private static int size(Map<String, MessageAttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToInt(
                        entry ->
                                OneLine.bytes(entry.getKey())
                                        + OneLine.bytes(entry.getValue().dataType())
                                        + (entry.getValue().binaryValue() == null
                                                ? OneLine.bytes(entry.getValue().stringValue())
                                                : entry.getValue()
                                                        .binaryValue()
                                                        .asByteArray()
                                                        .length))
                .sum();
    }

    @Provide
    Arbitrary<Integer> roomLeft() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2_000),
                Arbitraries.integers().between(0, 100_000));
    }

    @Provide
    Arbitrary<String> reasons() {
        return Arbitraries.of("no lines", "Grüße \uD83D\uDE00 ".repeat(200), "r".repeat(5_000), "");
    }
}
