package dev.mailroom.sqs;

import static dev.mailroom.sqs.Deliveries.ARN;
import static dev.mailroom.sqs.Deliveries.failed;
import static dev.mailroom.sqs.Deliveries.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.MailroomException;
import dev.mailroom.Outcome;
import dev.mailroom.RetryLaterException;
import dev.mailroom.RetryPolicy;
import dev.mailroom.RetryPolicy.Failed;
import dev.mailroom.SqsRecord;
import dev.mailroom.testing.Invocation;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a real queue does not do on demand. C12. */
class VisibilityChangesTest {

    private static final String URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
    private static final String NO_DELAY = "The visibility timeout of the queue applies: ";

    @RegisterExtension final LogLines log = new LogLines(RetryDelay.class);

    private final SqsClient sqs = mock(SqsClient.class);
    private final RetryPolicy policy = RetryDelay.fixed(Duration.ofMillis(1_500)).using(sqs);
    private final List<ChangeMessageVisibilityBatchRequest> requests = new ArrayList<>();

    @BeforeEach
    void sqsAnswers() {
        when(sqs.getQueueUrl(any(GetQueueUrlRequest.class)))
                .thenReturn(GetQueueUrlResponse.builder().queueUrl(URL).build());
        answer(request -> ChangeMessageVisibilityBatchResponse.builder().build());
    }

    private interface Answer {
        ChangeMessageVisibilityBatchResponse to(ChangeMessageVisibilityBatchRequest request);
    }

    private void answer(Answer answer) {
        when(sqs.changeMessageVisibilityBatch(any(ChangeMessageVisibilityBatchRequest.class)))
                .thenAnswer(
                        call -> {
                            requests.add(call.getArgument(0));
                            return answer.to(call.getArgument(0));
                        });
    }

    @Test
    void sendsTenMessagesARequest() throws Exception {
        policy.delay(failed(25));

        assertThat(requests)
                .extracting(request -> request.entries().size())
                .containsExactly(10, 10, 5);
        assertThat(requests)
                .extracting(ChangeMessageVisibilityBatchRequest::queueUrl)
                .containsOnly(URL);
        assertThat(requests)
                .flatExtracting(ChangeMessageVisibilityBatchRequest::entries)
                .extracting(ChangeMessageVisibilityBatchRequestEntry::receiptHandle)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "receipt of m-" + i).toList());
        assertThat(requests)
                .flatExtracting(ChangeMessageVisibilityBatchRequest::entries)
                .extracting(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
                .containsOnly(2);
        assertThat(requests)
                .allSatisfy(request -> assertThat(ids(request)).doesNotHaveDuplicates());
        assertThat(log.texts()).isEmpty();
    }

    private static List<String> ids(ChangeMessageVisibilityBatchRequest request) {
        return request.entries().stream()
                .map(ChangeMessageVisibilityBatchRequestEntry::id)
                .toList();
    }

    @Test
    void sendsNoRequestWithoutMessages() throws Exception {
        policy.delay(failed(10));
        assertThat(requests).hasSize(1);

        requests.clear();
        policy.delay(List.of());
        assertThat(requests).isEmpty();
    }

    @Test
    void aMessageThatIsInTheBatchTwiceIsTwoEntries() throws Exception {
        Failed failed = failed(1).get(0);

        policy.delay(List.of(failed, failed));

        assertThat(ids(requests.get(0))).containsExactly("0", "1");
    }

    @Test
    void aWishBeyondTwelveHoursIsShortened() throws Exception {
        RetryLaterException later = new RetryLaterException("closed", Duration.ofDays(3));

        policy.delay(List.of(failed(message("m"), later, later.after())));

        assertThat(requests.get(0).entries().get(0).visibilityTimeout()).isEqualTo(42_000);
    }

    @Test
    void logsEachRefusedMessageOnceAndDelaysTheOthers() throws Exception {
        answer(
                request ->
                        ChangeMessageVisibilityBatchResponse.builder()
                                .failed(refused("3"), refused("4"))
                                .build());

        policy.delay(failed(15));

        assertThat(requests).hasSize(2);
        assertThat(log.texts())
                .containsExactly(
                        NO_DELAY + "SQS set no delay for message m-3: InternalError try again",
                        NO_DELAY + "SQS set no delay for message m-4: InternalError try again",
                        NO_DELAY + "SQS set no delay for message m-13: InternalError try again",
                        NO_DELAY + "SQS set no delay for message m-14: InternalError try again");
    }

    private static BatchResultErrorEntry refused(String id) {
        return BatchResultErrorEntry.builder()
                .id(id)
                .code("InternalError")
                .message("try again")
                .build();
    }

    @Test
    void aRequestThatFailsDoesNotStopTheOthers() throws Exception {
        answer(
                request -> {
                    if (requests.size() == 2) {
                        throw SdkClientException.create("time-out");
                    }
                    return ChangeMessageVisibilityBatchResponse.builder().build();
                });

        policy.delay(failed(22));

        assertThat(requests).hasSize(3);
        assertThat(log.texts())
                .containsExactly(
                        NO_DELAY
                                + "no delay is set for messages [m-10, m-11, m-12, m-13, m-14, m-15, m-16, m-17,"
                                + " m-18, m-19]");
    }

    @Test
    void anInterruptStopsIt() {
        answer(
                request -> {
                    Thread.currentThread().interrupt();
                    return ChangeMessageVisibilityBatchResponse.builder().build();
                });

        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> policy.delay(failed(25)))
                .withMessage("no delay is set for the last 15 messages");
        assertThat(requests).hasSize(1);
    }

    @Test
    @Tag("adversarial")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anInvocationWaitsForNoOtherThatAsksForTheUrl() throws Exception {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch endOfTest = new CountDownLatch(1);
        GetQueueUrlResponse answer = GetQueueUrlResponse.builder().queueUrl(URL).build();
        when(sqs.getQueueUrl(any(GetQueueUrlRequest.class)))
                .thenAnswer(
                        call -> {
                            asking.countDown();
                            endOfTest.await();
                            return answer;
                        })
                .thenReturn(answer);
        Thread other =
                new Thread(
                        () ->
                                assertThatCode(() -> policy.delay(failed(1)))
                                        .doesNotThrowAnyException());
        other.start();
        asking.await();

        policy.delay(failed(1));

        assertThat(requests).hasSize(1);
        endOfTest.countDown();
        other.join();
    }

    @Test
    void asksForTheUrlOfAQueueOnce() throws Exception {
        policy.delay(failed(1));
        policy.delay(failed(1));

        ArgumentCaptor<GetQueueUrlRequest> asked =
                ArgumentCaptor.forClass(GetQueueUrlRequest.class);
        verify(sqs, times(1)).getQueueUrl(asked.capture());
        assertThat(asked.getValue().queueName()).isEqualTo("orders");
        assertThat(asked.getValue().queueOwnerAWSAccountId()).isEqualTo("111122223333");
    }

    @Test
    void eachRequestHasTheTimeThatIsLeftOrLessIfTheClientAllowsLess() throws Exception {
        policy.delay(failed(11)); // of an invocation that has a minute left
        assertThat(requests).extracting(VisibilityChangesTest::timeout).containsOnly(59L);

        when(sqs.serviceClientConfiguration()).thenReturn(clientWithTimeout(Duration.ofSeconds(7)));
        requests.clear();
        RetryDelay.fixed(Duration.ZERO).using(sqs).delay(failed(1));
        assertThat(requests).extracting(VisibilityChangesTest::timeout).containsOnly(7L);
    }

    private static long timeout(ChangeMessageVisibilityBatchRequest request) {
        return request.overrideConfiguration()
                .orElseThrow()
                .apiCallTimeout()
                .orElseThrow()
                .toSeconds();
    }

    private static SqsServiceClientConfiguration clientWithTimeout(Duration timeout) {
        return SqsServiceClientConfiguration.builder()
                .overrideConfiguration(
                        ClientOverrideConfiguration.builder().apiCallTimeout(timeout).build())
                .build();
    }

    @Test
    void noRequestIsBegunWithoutTimeForIt() {
        Failed late = failedIn(message("m"), () -> Duration.ZERO);

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> policy.delay(List.of(late)))
                .withMessage("no time is left for a request to SQS");
        assertThat(requests).isEmpty();
    }

    // The time that a slow SQS has taken is missing for the next request.
    @Test
    void theDelaysStopWhenTheirTimeIsOver() {
        AtomicReference<Duration> remaining = new AtomicReference<>(Duration.ofSeconds(10));
        answer(
                request -> {
                    remaining.set(Duration.ofSeconds(1));
                    return ChangeMessageVisibilityBatchResponse.builder().build();
                });
        List<Failed> failed =
                IntStream.range(0, 15)
                        .mapToObj(i -> failedIn(message("m-" + i), remaining::get))
                        .toList();

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> policy.delay(failed))
                .withMessage("no time is left: no delay is set for the last 5 messages");
        assertThat(requests).hasSize(1);
    }

    private static Failed failedIn(SQSMessage message, Supplier<Duration> remaining) {
        Delivery delivery = new Delivery(SqsRecord.of(message), Invocation.invocation(remaining));
        return new Failed(delivery, new Outcome.Retry(new IllegalStateException(), null));
    }

    @Test
    void asksForTheUrlAgainAfterAFailure() throws Exception {
        SdkClientException failure = SdkClientException.create("refused");
        when(sqs.getQueueUrl(any(GetQueueUrlRequest.class)))
                .thenThrow(failure)
                .thenReturn(GetQueueUrlResponse.builder().queueUrl(URL).build());

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> policy.delay(failed(1)))
                .withMessage(
                        "no URL for "
                                + ARN
                                + ": SQS gave no answer, see the cause; check the client's region, credentials and network")
                .withCause(failure);
        policy.delay(failed(1));

        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AccessDenied       | the function's role lacks sqs:GetQueueUrl on it
                    QueueDoesNotExist  | the queue does not exist in the client's region, or the function's role lacks sqs:GetQueueUrl on it
                    ServiceUnavailable | SQS answered ServiceUnavailable, see the cause
                    """)
    void saysWhyThereIsNoUrl(String code, String reason) {
        AwsServiceException failure =
                SqsException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                        .build();
        when(sqs.getQueueUrl(any(GetQueueUrlRequest.class))).thenThrow(failure);

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(() -> policy.delay(failed(1)))
                .withMessage("no URL for " + ARN + ": " + reason)
                .withCause(failure);
    }

    @Test
    void needsTheArnOfTheQueue() {
        var message = message("m");
        message.setEventSourceArn("orders");

        assertThatExceptionOfType(MailroomException.class)
                .isThrownBy(
                        () ->
                                policy.delay(
                                        List.of(
                                                failed(
                                                        message,
                                                        new IllegalStateException(),
                                                        null))))
                .withMessage("expected the ARN of a queue as the event source, but got \"orders\"");
        verify(sqs, never()).getQueueUrl(any(GetQueueUrlRequest.class));
    }
}
