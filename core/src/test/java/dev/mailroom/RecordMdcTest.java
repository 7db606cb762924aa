package dev.mailroom;

import static dev.mailroom.Batches.fifo;
import static dev.mailroom.Batches.standard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the logging context says about a record, and that it says it of no other. */
@Tag("adversarial")
@Timeout(60)
class RecordMdcTest {

    private static final Map<String, String> OF_THE_CALLER =
            Map.of("tenant", "t-1", "messageId", "outer", "source", "outer.source");

    private final Invocation lambda = Invocation.of(Duration.ofMinutes(1));
    private final List<Map<String, String>> seen = new ArrayList<>();

    @BeforeEach
    void callerHasAContext() {
        MDC.setContextMap(OF_THE_CALLER);
    }

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void valuesThatSendersChooseAreShortAndOfOneLine() {
        handle(
                (record, delivery) -> {
                    delivery.identify(
                            new EventIdentity(
                                    "e\r\n\u0000\u2028-1",
                                    "my.webapp\n2026-11-25 ERROR forged",
                                    "T".repeat(255) + "\uD83D\uDE00" + "T".repeat(10_000)));
                    see();
                });

        assertThat(seen)
                .containsExactly(
                        Map.of(
                                "tenant", "t-1",
                                "messageId", "1",
                                "eventId", "e    -1",
                                "source", "my.webapp 2026-11-25 ERROR forged",
                                "detailType", "T".repeat(255) + "…"));
    }

    @Test
    void lettersOfAnyAlphabetStay() {
        handle(
                (record, delivery) -> {
                    delivery.identify(new EventIdentity("é-1", "my.webäpp", "登録\u0085"));
                    see();
                });

        assertThat(seen)
                .containsExactly(
                        Map.of(
                                "tenant", "t-1",
                                "messageId", "1",
                                "eventId", "é-1",
                                "source", "my.webäpp",
                                "detailType", "登録 "));
    }

    @Test
    void theCallersContextIsAsBefore() {
        handle((record, delivery) -> delivery.identify(new EventIdentity("e-1", "s", "t")));

        assertThat(MDC.getCopyOfContextMap()).isEqualTo(OF_THE_CALLER);
    }

    @Test
    void anotherLibrarysCallLeavesTheContextAsBefore() {
        RecordHandler handler =
                (record, delivery) -> {
                    assertThat(Delivery.current()).isSameAs(delivery);
                    delivery.identify(new EventIdentity("e-1", "s", "t"));
                    see();
                };

        handler.asMessageHandler().accept(Batches.message("orders", "1", Map.of()), lambda);

        assertThat(seen)
                .containsExactly(
                        Map.of(
                                "tenant", "t-1",
                                "messageId", "1",
                                "eventId", "e-1",
                                "source", "s",
                                "detailType", "t"));
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(OF_THE_CALLER);
    }

    @Test
    void aBatchWithinARecordLeavesTheRecordsContextAsBefore() {
        SqsBatchHandler inner = SqsBatchHandler.builder((record, delivery) -> see()).build();
        handle(
                (record, delivery) -> {
                    delivery.identify(new EventIdentity("e-1", "s", "t"));
                    inner.handleRequest(standard("inner"), lambda);
                    see();
                });

        assertThat(seen)
                .containsExactly(
                        Map.of("tenant", "t-1", "messageId", "inner"),
                        Map.of(
                                "tenant", "t-1",
                                "messageId", "1",
                                "eventId", "e-1",
                                "source", "s",
                                "detailType", "t"));
    }

    @Test
    void anEventThatIsIdentifiedOutsideOfItsHandlingIsNotInTheContext() {
        Batches.delivery(Duration.ofMinutes(1)).identify(new EventIdentity("e-1", "s", "t"));

        assertThat(MDC.getCopyOfContextMap()).isEqualTo(OF_THE_CALLER);
    }

    @Test
    void everyOutcomeIsToldInItsRecordsContext() {
        SqsBatchHandler.builder(
                        (record, delivery) -> {
                            delivery.identify(new EventIdentity("e-" + record.body(), "s", "t"));
                            throw new PoisonMessageException("no lines");
                        })
                .onPoison(
                        (delivery, cause) -> {
                            see();
                            return Disposition.REPORT;
                        })
                .listener((delivery, outcome) -> see())
                .build()
                .handleRequest(fifo("a/1", "a/2"), lambda);

        assertThat(seen)
                .extracting(mdc -> mdc.get("messageId") + " " + mdc.get("eventId"))
                .containsExactly("a/1 e-body of a/1", "a/1 e-body of a/1", "a/2 null");
    }

    @Test
    void aRecordThatIsLeftBehindIsToldInItsContext() {
        Delivery stubborn =
                new Delivery(SqsRecord.of(Batches.message("orders", "stubborn", Map.of())), lambda);
        stubborn.start();
        stubborn.identify(new EventIdentity("e-1", "s", "t"));
        BatchListener listener = (delivery, outcome) -> see();

        // As the thread of the invocation does it, while the handler's own goes on.
        new RecordRunner(
                        (record, delivery) -> {}, PoisonPolicy.report(), new SafeListener(listener))
                .settleUnlessEnded(
                        stubborn,
                        new Outcome.Retry(
                                new DeadlineExceededException(stubborn.messageId()), null));

        assertThat(seen)
                .containsExactly(
                        Map.of(
                                "tenant", "t-1",
                                "messageId", "stubborn",
                                "eventId", "e-1",
                                "source", "s",
                                "detailType", "t"));
    }

    private void see() {
        seen.add(MDC.getCopyOfContextMap());
    }

    private void handle(RecordHandler handler) {
        SqsBatchHandler.builder(handler)
                .listener((delivery, outcome) -> {})
                .build()
                .handleRequest(standard("1"), lambda);
    }
}
