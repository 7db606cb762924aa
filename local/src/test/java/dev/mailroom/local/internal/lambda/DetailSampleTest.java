package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class DetailSampleTest {

    private enum Kind {
        FREE,
        PAID
    }

    private record Line(@JsonProperty("line_no") int number, BigDecimal price) {}

    @SuppressWarnings("ArrayRecordComponent") // a user may have one
    private record Order(
            @JsonProperty("order_id") String id,
            @JsonProperty boolean paid,
            Kind kind,
            List<Line> lines,
            Optional<String> note,
            Map<String, String> tags,
            Instant at,
            LocalDate day,
            UUID key,
            int[] counts,
            Object other) {}

    private record Tree(Tree child) {}

    @Test
    void hasTheComponentsOfTheRecordByTheirNamesInJson() {
        assertThat(DetailSample.of(Order.class))
                .isEqualTo(
                        "{\"order_id\":\"order_id\",\"paid\":true,\"kind\":\"FREE\","
                                + "\"lines\":[{\"line_no\":1,\"price\":1}],\"note\":\"note\",\"tags\":{},"
                                + "\"at\":\"2026-01-31T12:00:00Z\",\"day\":\"2026-01-31\","
                                + "\"key\":\"00000000-0000-0000-0000-000000000001\",\"counts\":[1],\"other\":null}");
    }

    @Test
    void isEmptyForWhatIsNotARecord() {
        assertThat(DetailSample.of(String.class)).isEqualTo("{}");
        assertThat(DetailSample.of(Object.class)).isEqualTo("{}");
    }

    @Test
    void endsForARecordInItself() {
        assertThat(DetailSample.of(Tree.class))
                .isEqualTo("{\"child\":".repeat(6) + "{}" + "}".repeat(6));
    }
}
