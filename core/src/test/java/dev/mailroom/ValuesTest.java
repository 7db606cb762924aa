package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ValuesTest {

    @Test
    void aKeyIsItsValueOrScopeAndValue() {
        assertThat(IdempotencyKey.of("e-1").text()).isEqualTo("e-1");
        assertThat(IdempotencyKey.of("e-1").in("signup").text()).isEqualTo("signup#e-1");
        assertThat(IdempotencyKey.of("e-1").in("mail").in("signup").text())
                .isEqualTo("signup#mail#e-1");
    }

    @Test
    void keysOfTheSameTextAreTheSameAsInATable() {
        assertThat(IdempotencyKey.of("e-1").in("signup"))
                .isEqualTo(IdempotencyKey.of("signup#e-1"))
                .hasSameHashCodeAs(IdempotencyKey.of("signup#e-1"));
    }

    @Test
    void aKeyIsNeverBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdempotencyKey.of(" "))
                .withMessage("an idempotency key must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a#b"})
    void aScopeCannotBeMistakenForAnother(String scope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IdempotencyKey.of("1").in(scope))
                .withMessage("the scope of an idempotency key must not be blank or contain '#'");
    }

    @Test
    void exceptionsNameTheMessageOnce() {
        assertThat(new PoisonMessageException("no JSON", "m-1", null))
                .hasMessage("no JSON (messageId: m-1)")
                .extracting(MailroomException::messageId)
                .isEqualTo("m-1");
        assertThat(new PoisonMessageException("no lines").messageId()).isNull();
    }

    @Test
    void aDelayIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryLaterException("busy", Duration.ofSeconds(-1)))
                .withMessage("after must not be negative, but is PT-1S");
    }

    @Test
    void aRecordReadsWhatSqsSays() {
        SqsRecord record =
                SqsRecord.of(
                        Batches.message(
                                "orders.fifo",
                                "1",
                                Map.of(
                                        "ApproximateReceiveCount",
                                        "3",
                                        "SentTimestamp",
                                        "1700000000000",
                                        "MessageGroupId",
                                        "g")));

        assertThat(record.receiveCount()).isEqualTo(3);
        assertThat(record.sentAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(record.messageGroupId()).isEqualTo("g");
        assertThat(record.fifo()).isTrue();
        assertThat(record).hasToString("SqsRecord[1]");
    }

    @Test
    void aRecordWithoutAttributesOrBodyHasDefaults() {
        SqsRecord record = SqsRecord.of(Batches.message("orders", "1", Map.of()));
        record.message().setAttributes(null);
        record.message().setBody(null);
        record.message().setEventSourceArn(null);

        assertThat(record.receiveCount()).isEqualTo(1);
        assertThat(record.sentAt()).isNull();
        assertThat(record.messageGroupId()).isNull();
        assertThat(record.body()).isEmpty();
        assertThat(record.fifo()).isFalse();
    }

    @Test
    void aSinkTellsTheContextOfADuplicate() {
        List<String> written = new ArrayList<>();
        Sink<String> sink =
                (key, item) -> {
                    if (written.contains(key.text())) {
                        return WriteResult.DUPLICATE;
                    }
                    written.add(key.text());
                    return WriteResult.WRITTEN;
                };
        Delivery delivery =
                new Delivery(
                        SqsRecord.of(Batches.message("orders", "1", Map.of())),
                        Invocation.of(Duration.ofMinutes(1)));

        assertThat(sink.write(IdempotencyKey.of("e-1"), "item", delivery))
                .isEqualTo(WriteResult.WRITTEN);
        assertThat(delivery.onReturn()).isEqualTo(new Outcome.Done());
        assertThat(sink.write(IdempotencyKey.of("e-1"), "item", delivery))
                .isEqualTo(WriteResult.DUPLICATE);
        assertThat(delivery.onReturn()).isEqualTo(new Outcome.Duplicate());
    }

    // C32
    @Test
    void aContextTellsTheTimeThatIsLeft() {
        Invocation lambda = Invocation.of(Duration.ofMillis(500));
        Delivery delivery =
                new Delivery(SqsRecord.of(Batches.message("orders", "1", Map.of())), lambda);

        assertThat(delivery.remainingTime()).isEqualTo(Duration.ofMillis(500));
        lambda.pass(Duration.ofMillis(600));
        assertThat(delivery.remainingTime()).isZero();
    }

    @Test
    void aDeliveryRemembersTheEvent() {
        Delivery delivery = Batches.delivery(Duration.ofMinutes(1));
        EventIdentity event = new EventIdentity("e-1", "my.webapp", "UserSignup");

        delivery.identify(event);

        assertThat(delivery.event()).isEqualTo(event);
    }
}
