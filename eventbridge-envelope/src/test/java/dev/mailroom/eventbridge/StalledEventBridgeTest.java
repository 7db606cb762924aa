package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.Delivery;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.PublishResult.Failed;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClientBuilder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An EventBridge that accepts the connection and never answers. */
@Tag("adversarial")
@Timeout(60)
class StalledEventBridgeTest {

    private static final EventType<String> TEXT = EventType.of("my.webapp", "Text", String.class);

    // C11: an invocation that times out has its whole batch delivered again.
    @Test
    void aHandlerThatPublishesGetsItsAnswerWithinTheInvocation() {
        PublishException failure = publishWith(() -> Duration.ofMillis(600));

        assertThat(failure).hasMessage("1 of 1 events not published: 1 ApiCallTimeoutException");
    }

    @Test
    void withoutTimeNothingIsSent() {
        PublishException failure = publishWith(() -> Duration.ZERO);

        assertThat(failure).hasMessage("1 of 1 events not published: 1 NotSent");
    }

    @Test
    void aClientThatAllowsLessTimeKeepsIt() {
        PublishException failure =
                publishWith(() -> Duration.ofMinutes(1), client -> apiCallTimeout(client, 100));

        assertThat(failure.results()).containsExactly(new Failed("ApiCallTimeoutException"));
    }

    @Test
    void whoeverPublishesOutsideOfADeliveryHasALimitToo() {
        PublishException failure =
                catchThrowableOfType(
                        PublishException.class,
                        () -> with(client -> {}, events -> events.build().publish(TEXT, "{}")));

        assertThat(failure.results()).containsExactly(new Failed("ApiCallTimeoutException"));
    }

    private static void apiCallTimeout(EventBridgeClientBuilder client, long millis) {
        client.overrideConfiguration(limit -> limit.apiCallTimeout(Duration.ofMillis(millis)));
    }

    private static PublishException publishWith(Supplier<Duration> remaining) {
        return publishWith(remaining, client -> {});
    }

    private static PublishException publishWith(
            Supplier<Duration> remaining, Consumer<EventBridgeClientBuilder> settings) {
        AtomicReference<PublishException> failure = new AtomicReference<>();
        SQSMessage message = new SQSMessage();
        message.setMessageId("m-1");
        SQSEvent batch = new SQSEvent();
        batch.setRecords(List.of(message));
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ofMinutes(1));
        with(
                settings,
                builder -> {
                    EventPublisher events = builder.build();
                    SqsBatchHandler.builder(
                                    (record, delivery) -> {
                                        left.set(remaining.get());
                                        failure.set(failureOf(events));
                                        left.set(Duration.ofMinutes(1));
                                    })
                            .build()
                            .handleRequest(batch, Deliveries.invocation(left::get));
                });
        return failure.get();
    }

    private static PublishException failureOf(EventPublisher events) {
        assertThat(Delivery.current()).isNotNull();
        return catchThrowableOfType(PublishException.class, () -> events.publish(TEXT, "{}"));
    }

    private interface Use {
        void of(EventPublisher.Builder events);
    }

    private static void with(Consumer<EventBridgeClientBuilder> settings, Use use) {
        // Never accepted: the operating system completes the connections and takes the requests.
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            EventBridgeClientBuilder builder =
                    EventBridgeClient.builder()
                            .endpointOverride(
                                    URI.create("http://127.0.0.1:" + server.getLocalPort()))
                            .region(Region.US_EAST_1)
                            .credentialsProvider(AnonymousCredentialsProvider.create())
                            .httpClient(UrlConnectionHttpClient.create());
            settings.accept(builder);
            try (EventBridgeClient client = builder.build()) {
                use.of(EventPublisher.builder(client));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
