package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** Bodies that a parser reads in several pieces, up to SQS's limit (C13). */
class LargeBodyTest {

    private static final String FIELDS =
            "\"id\":\"e-1\",\"detail-type\":\"Large\",\"source\":\"my.webapp\","
                    + "\"time\":\"2026-11-22T18:43:48Z\"";

    private final List<String> details = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {3_990, 4_000, 8_000, 32_768, 40_000, 900_000})
    void theTextOfADetailIsExactWhereverItStands(int length) throws Exception {
        String detail = "{ \"text\" : \"é\\\"" + "x".repeat(length) + "\" , \"n\":[1, 2] }";
        EventRouter router =
                EventRouter.builder()
                        .on(
                                EventType.of("my.webapp", "Large", String.class),
                                event -> details.add(event.detail()))
                        .build();

        Deliveries.deliver(Deliveries.compactEvent("my.webapp", "Large", detail), router);
        Deliveries.deliver("{\"detail\": " + detail + " ," + FIELDS + "}", router);

        assertThat(details).containsExactly(detail, detail);
    }

    @ParameterizedTest
    @ValueSource(ints = {3_990, 4_000, 8_000, 32_768, 40_000, 900_000})
    void aDetailIsBoundWhateverItsLength(int length) throws Exception {
        String text = "é\uD83D\uDE00".repeat(length / 6) + "x".repeat(length / 2);
        String detail = "{\"text\":\"" + text + "\"}";
        EventRouter router =
                EventRouter.builder()
                        .on(
                                EventType.of("my.webapp", "Large", JsonNode.class),
                                event -> details.add(event.detail().get("text").textValue()))
                        .build();

        Deliveries.deliver(Deliveries.compactEvent("my.webapp", "Large", detail), router);
        Deliveries.deliver("{\"detail\":" + detail + "," + FIELDS + "}", router);

        assertThat(details).containsExactly(text, text);
    }
}
