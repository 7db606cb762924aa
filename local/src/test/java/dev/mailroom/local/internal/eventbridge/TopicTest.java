package dev.mailroom.local.internal.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.RecordedSteps;
import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.delivery.Recipients;
import dev.mailroom.local.internal.delivery.Steps;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.TopicSubscription;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.TopicStep.NobodySubscribed;
import dev.mailroom.local.step.TopicStep.NotificationFiltered;
import dev.mailroom.local.step.TopicStep.NotificationSent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

class TopicTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);
    private static final Destination QUEUE = Destination.queue("q");
    private static final Destination OTHER = Destination.queue("other");
    private static final Destination FUNCTION = Destination.function("f");
    private static final String FRAME =
            "\"Type\":\"Notification\",\"MessageId\":\"n-1\","
                    + "\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:orders\","
                    + "\"Message\":\"{\\\"total\\\":42}\",\"Timestamp\":\"2026-01-02T03:04:05.678Z\","
                    + "\"SignatureVersion\":\"1\",\"Signature\":\"local\"";
    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:orders:";

    private final RecordedSteps recorded = new RecordedSteps();
    private final Steps steps = new Steps(recorded);
    private final Recipients recipients = new Recipients();
    private final List<String> bodies = new ArrayList<>();

    @Test
    void c24AQueueGetsTheMessageAsATextInANotification() throws Exception {
        publish("{\"total\":42}", subscription(QUEUE, false, null));

        assertThat(bodies)
                .containsExactly(
                        "{"
                                + FRAME
                                + ",\"SigningCertURL\":\"https://sns.us-east-1.amazonaws.com/local.pem\","
                                + "\"UnsubscribeURL\":\"https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn="
                                + ARN
                                + "q\"}");
    }

    @Test
    void c24AQueueGetsARawMessageAsItIs() throws Exception {
        publish("no JSON", subscription(QUEUE, true, null));

        assertThat(bodies).containsExactly("no JSON");
        assertThat(steps()).containsExactly(new NotificationSent("orders", "n-1", "queue q"));
    }

    @Test
    void aTopicWithoutSubscriptionSaysThatNobodyGetsIt() throws Exception {
        publish("no JSON");

        assertThat(steps()).containsExactly(new NobodySubscribed("orders", "n-1"));
    }

    @Test
    void aFunctionGetsTheNotificationInAnEventOfSns() throws Exception {
        publish("{\"total\":42}", subscription(FUNCTION, false, null));

        assertThat(bodies)
                .containsExactly(
                        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"EventVersion\":\"1.0\",\"EventSubscriptionArn\":\""
                                + ARN
                                + "f\",\"Sns\":{"
                                + FRAME
                                + ",\"SigningCertUrl\":\"https://sns.us-east-1.amazonaws.com/local.pem\","
                                + "\"UnsubscribeUrl\":\"https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn="
                                + ARN
                                + "f\",\"Subject\":null,\"MessageAttributes\":{}}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"total\":7}", "[42]", "42", "no JSON"})
    void whatTheFilterDoesNotMatchIsNotSent(String body) throws Exception {
        publish(body, subscription(QUEUE, true, "{\"total\":[42]}"));

        assertThat(bodies).isEmpty();
        assertThat(steps()).containsExactly(new NotificationFiltered("orders", "n-1", "queue q"));
    }

    @Test
    void whatTheFilterMatchesIsSent() throws Exception {
        publish("{\"total\":42}", subscription(QUEUE, true, "{\"total\":[42]}"));

        assertThat(bodies).containsExactly("{\"total\":42}");
    }

    @Test
    void aSubscriberThatFailsHoldsUpNoOther() throws Exception {
        recipients.add(
                OTHER,
                message -> {
                    throw new IOException("full");
                });
        publish("x", subscription(OTHER, true, null), subscription(QUEUE, true, null));

        assertThat(bodies).containsExactly("x");
        assertThat(steps())
                .extracting(PipelineStep::describe)
                .containsExactly(
                        "topic orders sends notification n-1 to queue other",
                        "notification n-1 of topic orders not delivered to queue other: full",
                        "topic orders sends notification n-1 to queue q");
    }

    private static TopicSubscription subscription(
            Destination endpoint, boolean raw, @Nullable String filter) {
        return new TopicSubscription("orders", endpoint, raw, filter);
    }

    private void publish(String body, TopicSubscription... subscriptions) throws Exception {
        recipients.add(QUEUE, message -> bodies.add(message.body()));
        recipients.add(FUNCTION, message -> bodies.add(message.body()));
        new Topic("orders", List.of(subscriptions), recipients, steps, CLOCK, () -> "n-1")
                .send(new OutgoingMessage(body, null));
    }

    private List<PipelineStep> steps() throws InterruptedException {
        steps.close();
        return recorded.of(PipelineStep.class, step -> true);
    }
}
