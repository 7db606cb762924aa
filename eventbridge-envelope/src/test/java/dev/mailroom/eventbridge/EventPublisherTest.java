package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.mailroom.eventbridge.PublishResult.Failed;
import dev.mailroom.eventbridge.PublishResult.Published;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

class EventPublisherTest {

    record UserSignup(@JsonProperty("user_id") String userId, Instant at) {}

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);
    static final EventType<String> TEXT = EventType.of("my.webapp", "Text", String.class);

    private final AnsweringEventBridge bus = new AnsweringEventBridge();
    private final List<Long> waits = new ArrayList<>();

    private EventPublisher.Builder publisher() {
        return EventPublisher.builder(bus.client).pause(waits::add);
    }

    @Test
    void putsWhatTheTypeSays() {
        Instant time = Instant.parse("2026-11-22T10:00:00Z");
        String id =
                publisher().bus("orders").build().publish(USER_SIGNUP, new UserSignup("u", time));

        assertThat(id).isEqualTo("id of {\"user_id\":\"u\",\"at\":\"2026-11-22T10:00:00Z\"}");
        assertThat(bus.requests)
                .containsExactly(
                        List.of(
                                PutEventsRequestEntry.builder()
                                        .eventBusName("orders")
                                        .source("my.webapp")
                                        .detailType("UserSignup")
                                        .resources(List.of())
                                        .detail(
                                                "{\"user_id\":\"u\",\"at\":\"2026-11-22T10:00:00Z\"}")
                                        .build()));
    }

    @Test
    void putsTimeAndResourcesAndAnEmptyDetailForVoid() {
        EventType<Void> tick = EventType.of("my.webapp", "Tick", Void.class);
        OutgoingEvent<Void> event =
                new OutgoingEvent<>(tick, null, Instant.EPOCH, List.of("arn:one"));

        assertThat(publisher().build().publish(List.of(event))).containsExactly("id of {}");
        assertThat(bus.requests.get(0))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.time()).isEqualTo(Instant.EPOCH);
                            assertThat(entry.resources()).containsExactly("arn:one");
                            assertThat(entry.eventBusName()).isNull();
                        });
    }

    @Test
    void putsTheTraceHeaderThatIsThereWhenItPublishes() {
        AtomicReference<String> header = new AtomicReference<>("Root=1-1;Parent=2");
        EventPublisher publisher = publisher().traceHeader(header::get).build();

        publisher.publish(numbered(2));
        header.set(null);
        publisher.publish(numbered(1));

        assertThat(
                        bus.requests.stream()
                                .flatMap(List::stream)
                                .map(PutEventsRequestEntry::traceHeader))
                .containsExactly("Root=1-1;Parent=2", "Root=1-1;Parent=2", null);
    }

    // C22
    @Test
    void putsTenEntriesAtOnceAndKeepsTheOrderOfTheIds() {
        List<String> ids = publisher().build().publish(numbered(25));

        assertThat(bus.requests).extracting(List::size).containsExactly(10, 10, 5);
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "id of {\"n\":" + i + "}").toList());
    }

    // C22: the entries of a request must be smaller than that.
    @Test
    void putsLessThanOneMegabyteAtOnce() {
        int half = 1024 * 1024 / 2 - "my.webappText".length();
        List<OutgoingEvent<String>> events =
                List.of(sized(half), sized(half - 1), sized(half), sized(half), sized(20));

        publisher().build().publish(events);

        assertThat(bus.requests).extracting(List::size).containsExactly(2, 1, 2);
    }

    @Test
    void measuresInUtf8() {
        String eAcute = "\u00e9".repeat(300_000);

        publisher()
                .build()
                .publish(Collections.nCopies(2, OutgoingEvent.of(TEXT, "{\"" + eAcute + "\":1}")));

        assertThat(bus.requests).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void refusesAnEventThatIsTooLargeBeforeItPutsAny() {
        int all = 1024 * 1024 - "my.webappText".length();

        publisher().build().publish(List.of(sized(all - 1)));
        assertThat(bus.requests).hasSize(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher().build().publish(List.of(sized(100), sized(all))))
                .withMessage(
                        "an event of my.webapp / Text -> java.lang.String has 1048576 bytes;"
                                + " EventBridge takes less than 1048576");
        assertThat(bus.requests).hasSize(1);
    }

    // C22
    @Test
    void reportsWhatIsLeftOverAfterTheLastAttempt() {
        bus.error =
                entry ->
                        switch (entry.detail()) {
                            case "{\"n\":1}" -> "InternalFailure";
                            case "{\"n\":2}" -> "MalformedDetail";
                            default -> null;
                        };

        PublishException failure =
                catchThrowableOfType(
                        PublishException.class,
                        () -> publisher().attempts(3).build().publish(numbered(4)));

        assertThat(failure)
                .hasMessage("2 of 4 events not published: 1 InternalFailure, 1 MalformedDetail");
        assertThat(failure.results())
                .containsExactly(
                        new Published("id of {\"n\":0}"),
                        new Failed("InternalFailure"),
                        new Failed("MalformedDetail"),
                        new Published("id of {\"n\":3}"));
        assertThat(bus.requests).extracting(List::size).containsExactly(4, 1, 1);
        assertThat(waits).hasSize(2);
    }

    @Test
    void reportsWhatWasNotSentWhenTheClientFails() {
        SdkClientException down = SdkClientException.create("s3cret");
        bus.error =
                entry -> {
                    if (bus.requests.size() == 2) {
                        throw down;
                    }
                    return null;
                };

        PublishException failure =
                catchThrowableOfType(
                        PublishException.class, () -> publisher().build().publish(numbered(21)));

        assertThat(failure)
                .hasMessage("11 of 21 events not published: 1 NotSent, 10 SdkClientException")
                .hasCause(down);
        assertThat(failure.results()).element(20).isEqualTo(new Failed("NotSent"));
    }

    @Test
    void putsNothingWhereThereIsNothing() {
        assertThat(publisher().build().publish(List.of())).isEmpty();
        assertThat(bus.requests).isEmpty();
    }

    @Test
    void refusesADetailThatIsNoObject() {
        EventType<List<String>> list =
                EventType.of(
                        "my.webapp",
                        "List",
                        new com.fasterxml.jackson.core.type.TypeReference<List<String>>() {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher().build().publish(list, List.of("s3cret")))
                .withMessage(
                        "the detail of my.webapp / List -> java.util.List<java.lang.String>"
                                + " is not a single JSON object");
        assertThat(bus.requests).isEmpty();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher().attempts(0))
                .withMessage("attempts must be 1 or more, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher().backOff(Duration.ZERO, Duration.ZERO))
                .withMessage(
                        "expected 0 < first <= longest, but first is PT0S and longest is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publisher().bus(" "))
                .withMessage("the event bus must not be blank");
    }

    private static List<OutgoingEvent<String>> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> OutgoingEvent.of(TEXT, "{\"n\":" + i + "}"))
                .toList();
    }

    /** An event whose detail has this many bytes. */
    private static OutgoingEvent<String> sized(int bytes) {
        String frame = "{\"t\":\"\"}";
        return OutgoingEvent.of(TEXT, "{\"t\":\"" + "x".repeat(bytes - frame.length()) + "\"}");
    }
}
