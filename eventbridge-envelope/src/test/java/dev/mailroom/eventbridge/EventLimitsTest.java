package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.mailroom.eventbridge.PublishResult.Failed;
import dev.mailroom.eventbridge.PublishResult.Published;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** What AWS would drop in silence, or refuse with the rest of the request, is never sent. */
class EventLimitsTest {

    private static final EventType<String> TEXT = EventType.of("my.webapp", "Text", String.class);

    private final EventBridgeClient client = mock(EventBridgeClient.class);

    @Test
    void aSourceHasAtMost256CharactersAndADetailTypeAtMost128() {
        assertThat(EventType.of("s".repeat(256), "d".repeat(128), Void.class).source())
                .hasSize(256);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.of("s".repeat(257), "d", Void.class))
                .withMessage("source has 257 characters; EventBridge takes at most 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.of("s", "d".repeat(129), Void.class))
                .withMessage("detailType has 129 characters; EventBridge takes at most 128");
    }

    @ParameterizedTest
    @CsvSource({"*,Order,source", "my.*,Order,source", "my.shop,*,detailType"})
    void aNameWithAnAsteriskForItsEndIsNoWildcard(String source, String detailType, String which) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventType.of(source, detailType, Void.class))
                .withMessage(
                        which
                                + " is matched exactly, and * is not a wildcard: use an EventPattern to"
                                + " match several");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "a",
                "with.all-of_them/9",
                "arn:aws:events:us-east-1:111122223333:event-bus/orders",
                "arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/a/b"
            })
    void aBusIsItsNameOrItsArn(String bus) {
        assertThat(EventPublisher.builder(client).bus(bus).build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with space",
                "colon:name",
                "arn:aws:sqs:us-east-1:111122223333:orders",
                "é"
            })
    void whatIsNeitherTheNameNorTheArnOfABusIsRefused(String bus) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPublisher.builder(client).bus(bus))
                .withMessage("not the name or ARN of an event bus: " + bus);
    }

    @Test
    void theNameOfABusHasAtMost1600Characters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPublisher.builder(client).bus("b".repeat(1601)))
                .withMessage("the event bus has 1601 characters; EventBridge takes at most 1600");
    }

    @Test
    void aResourceHasAtMost2048Characters() {
        OutgoingEvent<String> event =
                new OutgoingEvent<>(TEXT, "{}", null, List.of("arn:one", "r".repeat(2049)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish(event))
                .withMessage(
                        "a resource of an event of "
                                + TEXT
                                + " has 2049 characters; EventBridge takes at most 2048");
        verify(client, never()).putEvents(any(PutEventsRequest.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void aTimeHasAYearOfFourDigits(String time) {
        OutgoingEvent<String> event =
                new OutgoingEvent<>(TEXT, "{}", Instant.parse(time), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish(event))
                .withMessage("the time of an event of " + TEXT + " must be in the years 0 to 9999");
        verify(client, never()).putEvents(any(PutEventsRequest.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"s3cret\":|is not valid JSON (line 1, column 11)",
                "{\"s3cret\":1} {}|is not a single JSON object",
                "{\"s3cret\":1}x|is not a single JSON object",
                "[\"s3cret\"]|is not a single JSON object",
                "\"s3cret\"|is not a single JSON object",
                "|is not a single JSON object",
                "{\"s3cret\":9223372036854775808}|has an integer that is not in the range of -2^63 to 2^63-1 (line 1, column 11)",
                "{\"s3cret\":[-9223372036854775809]}|has an integer that is not in the range of -2^63 to 2^63-1 (line 1, column 12)",
            })
    void aDetailIsOneJsonObjectWithIntegersOf64Bits(String detail, String fault) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish(OutgoingEvent.of(TEXT, detail == null ? "" : detail)))
                .withMessage("the detail of " + TEXT + " " + fault);
        verify(client, never()).putEvents(any(PutEventsRequest.class));
    }

    @Test
    void aDetailIsAtMost999LevelsDeepSinceTheEventAroundItIsOneToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish(OutgoingEvent.of(TEXT, nested(1000))))
                .withMessage("the detail of " + TEXT + " is nested deeper than 999 levels");
        verify(client, never()).putEvents(any(PutEventsRequest.class));

        answer(published("id"));
        assertThat(publish(OutgoingEvent.of(TEXT, nested(999)))).containsExactly("id");
        assertThat(publish(OutgoingEvent.of(TEXT, "{\"n\":-9223372036854775808}")))
                .containsExactly("id");
    }

    // The response always has an answer for each entry, as documented; without one nobody knows.
    @Test
    void anEntryWithoutAnAnswerIsNotPublishedAsFarAsCanBeTold() {
        answer(published("id"));

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(
                        () ->
                                EventPublisher.builder(client)
                                        .pause(nanos -> {})
                                        .attempts(1)
                                        .build()
                                        .publish(
                                                Collections.nCopies(
                                                        3, OutgoingEvent.of(TEXT, "{}"))))
                .withMessage("2 of 3 events not published: 2 NoAnswer")
                .satisfies(
                        e ->
                                assertThat(e.results())
                                        .containsExactly(
                                                new Published("id"),
                                                new Failed("NoAnswer"),
                                                new Failed("NoAnswer")));
    }

    @Test
    void anEntryWithoutAnAnswerIsTriedAgain() {
        answer(published("id"));

        assertThat(publish(OutgoingEvent.of(TEXT, "{}"), OutgoingEvent.of(TEXT, "{\"n\":2}")))
                .containsExactly("id", "id");
    }

    private List<String> publish(OutgoingEvent<?>... events) {
        return EventPublisher.builder(client).pause(nanos -> {}).build().publish(List.of(events));
    }

    private static PutEventsResultEntry published(String id) {
        return PutEventsResultEntry.builder().eventId(id).build();
    }

    private void answer(PutEventsResultEntry... answers) {
        when(client.putEvents(any(PutEventsRequest.class)))
                .thenReturn(PutEventsResponse.builder().entries(answers).build());
    }

    private static String nested(int depth) {
        return "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }
}
