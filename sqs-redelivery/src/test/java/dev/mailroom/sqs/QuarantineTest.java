package dev.mailroom.sqs;

import static dev.mailroom.sqs.Deliveries.binary;
import static dev.mailroom.sqs.Deliveries.delivery;
import static dev.mailroom.sqs.Deliveries.message;
import static dev.mailroom.sqs.Deliveries.string;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.Disposition;
import dev.mailroom.EventIdentity;
import dev.mailroom.MailroomException;
import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent to the dead-letter queue, and what counts as confirmed. */
class QuarantineTest {

    private static final String URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead";

    @RegisterExtension final LogLines log = new LogLines(Quarantine.class);

    private final SqsClient sqs = mock(SqsClient.class);
    private final Quarantine quarantine = Quarantine.to(URL, sqs);
    private final SQSMessage message = message("m-1");
    private final PoisonMessageException cause = new PoisonMessageException("no lines");
    private SendMessageRequest sent;

    @BeforeEach
    void sqsConfirms() {
        when(sqs.sendMessage(any(SendMessageRequest.class)))
                .thenAnswer(
                        call -> {
                            sent = call.getArgument(0);
                            return SendMessageResponse.builder()
                                    .messageId("d-1")
                                    .md5OfMessageBody(md5(sent.messageBody()))
                                    .build();
                        });
    }

    private static String md5(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    @Test
    void sendsTheBodyAndSaysWhy() {
        Delivery delivery = delivery(message);
        delivery.identify(new EventIdentity("e-1", "my.webapp", "UserSignup"));
        message.getAttributes().put("ApproximateReceiveCount", "3");

        assertThat(quarantine.dispose(delivery, cause)).isEqualTo(Disposition.QUARANTINE);

        assertThat(sent.queueUrl()).isEqualTo(URL);
        assertThat(sent.messageBody()).isEqualTo("body of m-1");
        assertThat(sent.messageGroupId()).isNull();
        assertThat(sent.messageDeduplicationId()).isNull();
        assertThat(strings(sent))
                .containsOnly(
                        entry("mailroom.reason", "no lines"),
                        entry("mailroom.exception", "dev.mailroom.PoisonMessageException"),
                        entry("mailroom.handler", "function"),
                        entry("mailroom.eventId", "e-1"),
                        entry("mailroom.source", "my.webapp"),
                        entry("mailroom.detailType", "UserSignup"),
                        entry("mailroom.messageId", "m-1"),
                        entry("mailroom.receiveCount", "3"));
    }

    private static Map<String, String> strings(SendMessageRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        request.messageAttributes().forEach((name, value) -> values.put(name, value.stringValue()));
        return values;
    }

    @Test
    void keepsTheTraceHeaderUnlessThereIsOneOfWhereItFailed() {
        quarantine.dispose(delivery(message), cause);
        assertThat(sent.messageSystemAttributesAsStrings()).isEmpty();

        message.getAttributes().put("AWSTraceHeader", "Root=1-1;Parent=2");
        quarantine.dispose(delivery(message), cause);
        assertThat(traceHeader()).isEqualTo("Root=1-1;Parent=2");
        quarantine.traceHeader(() -> null).dispose(delivery(message), cause);
        assertThat(traceHeader()).isEqualTo("Root=1-1;Parent=2");
        quarantine
                .traceHeader(() -> "Root=1-3;Parent=4")
                .groupGoesOn()
                .dispose(delivery(message), cause);
        assertThat(traceHeader()).isEqualTo("Root=1-3;Parent=4");
    }

    private String traceHeader() {
        return sent.messageSystemAttributes()
                .get(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER)
                .stringValue();
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        quarantine.dispose(delivery(message), cause);

        assertThat(sent.messageAttributes())
                .containsOnlyKeys(
                        "mailroom.reason",
                        "mailroom.exception",
                        "mailroom.handler",
                        "mailroom.messageId",
                        "mailroom.receiveCount");
    }

    @Test
    void keepsTheAttributesOfTheMessageBinaryOnesIncluded() {
        message.getMessageAttributes().put("tenant", string("blue"));
        message.getMessageAttributes().put("icon", binary((byte) 0, (byte) -1, (byte) 7));

        quarantine.dispose(delivery(message), cause);
        assertOwnAttributes();
        quarantine.dispose(delivery(message), cause);
        assertOwnAttributes();
    }

    private void assertOwnAttributes() {
        assertThat(sent.messageAttributes())
                .containsEntry(
                        "tenant",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("blue")
                                .build())
                .containsEntry(
                        "icon",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                                .build());
    }

    @Test
    void givesEachReasonAnAttributeIfThereAreTenInAll() {
        ownAttributes(5);

        quarantine.dispose(delivery(message), cause);

        assertThat(sent.messageAttributes()).hasSize(10).containsKey("mailroom.reason");
    }

    private void ownAttributes(int count) {
        for (int i = 0; i < count; i++) {
            message.getMessageAttributes().put("own-" + i, string("value " + i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9})
    void packsTheReasonsIntoOneAttributeIfThereIsNoRoomForEach(int own) {
        ownAttributes(own);

        quarantine.dispose(delivery(message), new PoisonMessageException("no\nlines"));

        assertThat(sent.messageAttributes()).hasSize(own + 1);
        assertThat(strings(sent))
                .containsEntry("own-0", "value 0")
                .containsEntry(
                        "mailroom.quarantine",
                        """
                        exception=dev.mailroom.PoisonMessageException
                        messageId=m-1
                        receiveCount=1
                        handler=function
                        reason=no lines""");
        assertThat(log.texts()).isEmpty();
    }

    @Test
    void keepsTenAttributesAsTheyAreAndLogsThatTheyLeaveNoRoom() {
        ownAttributes(10);

        assertThat(quarantine.dispose(delivery(message), cause)).isEqualTo(Disposition.QUARANTINE);

        assertThat(sent.messageAttributes()).hasSize(10).doesNotContainKey("mailroom.quarantine");
        assertThat(log.texts())
                .containsExactly(
                        "Message m-1 has 10 attributes of its own, so its quarantine does not say why");
    }

    @Test
    void replacesTheAttributesOfAnEarlierQuarantine() {
        ownAttributes(2);
        QuarantineNote.NAMES.forEach(
                name -> message.getMessageAttributes().put(name, string("earlier")));

        quarantine.dispose(delivery(message), cause);

        assertThat(strings(sent))
                .containsOnlyKeys(
                        "own-0",
                        "own-1",
                        "mailroom.reason",
                        "mailroom.exception",
                        "mailroom.handler",
                        "mailroom.messageId",
                        "mailroom.receiveCount")
                .doesNotContainValue("earlier");
    }

    @Test
    void cutsLongValues() {
        Delivery delivery = delivery(message);
        delivery.identify(new EventIdentity(null, "s".repeat(10_000), ""));

        quarantine.dispose(delivery, new PoisonMessageException("r".repeat(10_000)));

        assertThat(strings(sent))
                .containsEntry("mailroom.source", "s".repeat(253) + "…")
                .containsEntry("mailroom.reason", "r".repeat(1_021) + "…")
                .doesNotContainKey("mailroom.detailType");
    }

    @Test
    void aFifoQueueGetsTheGroupAndTheMessageIdAgainstDuplicates() {
        message.getAttributes().put("MessageGroupId", "user-7");
        message.getAttributes().put("MessageDeduplicationId", "signup-7");

        Quarantine.to(URL + ".fifo", sqs).dispose(delivery(message), cause);

        assertThat(sent.messageGroupId()).isEqualTo("user-7");
        // Different messages may share a deduplication id, and the queue would drop the second.
        assertThat(sent.messageDeduplicationId()).isEqualTo("m-1");
    }

    @Test
    void aFifoQueueGetsTheMessageIdAsTheGroupOfAStandardMessage() {
        Quarantine.to(URL + ".fifo", sqs).dispose(delivery(message), cause);

        assertThat(sent.messageGroupId()).isEqualTo("m-1");
        assertThat(sent.messageDeduplicationId()).isEqualTo("m-1");
    }

    @Test
    void theGroupGoesOnOnlyIfTheUserChoseSo() {
        assertThat(quarantine.groupGoesOn().dispose(delivery(message), cause))
                .isEqualTo(Disposition.QUARANTINE_AND_GO_ON);
        assertThat(quarantine.dispose(delivery(message), cause)).isEqualTo(Disposition.QUARANTINE);
    }

    @Test
    void anotherBodyIsNoConfirmation() {
        answer(SendMessageResponse.builder().messageId("d-1").md5OfMessageBody("0".repeat(32)));

        assertNotConfirmed();
    }

    @Test
    void anAnswerWithoutAMessageIdIsNoConfirmation() throws Exception {
        answer(SendMessageResponse.builder().md5OfMessageBody(md5("body of m-1")));

        assertNotConfirmed();
    }

    @Test
    void anAnswerWithoutADigestIsNoConfirmation() {
        answer(SendMessageResponse.builder().messageId("d-1"));

        assertNotConfirmed();
    }

    private void answer(SendMessageResponse.Builder response) {
        when(sqs.sendMessage(any(SendMessageRequest.class))).thenReturn(response.build());
    }

    private void assertNotConfirmed() {
        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> quarantine.dispose(delivery(message), cause))
                .withMessage(
                        "SQS did not confirm the body that was sent to the dead-letter queue (messageId: m-1)");
    }

    // A message that goes round in its own queue is a new one each time, and reaches no dead-letter
    // queue.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
                "https://eu-west-1.queue.amazonaws.com/111122223333/orders",
                "http://localhost:9324/111122223333/orders"
            })
    void refusesTheFunctionsOwnQueue(String url) {
        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> Quarantine.to(url, sqs).dispose(delivery(message), cause))
                .withMessage(
                        "the quarantine must not be the queue that the message comes from, which would deliver it"
                                + " again and again: give the URL of its dead-letter queue (messageId: m-1)");
        assertThat(sent).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.us-east-1.amazonaws.com/111122223333/orders",
                "https://sqs.eu-west-1.amazonaws.com/444455556666/orders",
                "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-orders"
            })
    void takesAQueueOfTheSameNameElsewhere(String url) {
        Quarantine.to(url, sqs).dispose(delivery(message), cause);

        assertThat(sent.queueUrl()).isEqualTo(url);
    }

    @Test
    void theRequestHasTheTimeThatIsLeft() {
        quarantine.dispose(delivery(message), cause); // of an invocation that has a minute left

        assertThat(sent.overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(Duration.ofSeconds(59));
    }

    @Test
    void noRequestIsBegunWithoutTimeForIt() {
        Delivery late = dev.mailroom.testing.Deliveries.delivery(Duration.ZERO);

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> quarantine.dispose(late, cause))
                .withMessage("no time is left for a request to SQS");
        assertThat(sent).isNull();
    }

    @Test
    void aFailureOfSqsIsPassedOn() {
        SdkClientException failure = SdkClientException.create("time-out");
        when(sqs.sendMessage(any(SendMessageRequest.class))).thenThrow(failure);

        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> quarantine.dispose(delivery(message), cause))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dead", "arn:aws:sqs:eu-west-1:111122223333:dead", "https://x"})
    void needsTheUrlOfAQueue(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quarantine.to(url, sqs))
                .withMessage(
                        "expected the URL of a queue, such as"
                                + " https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters, but got \""
                                + url
                                + "\"");
    }
}
