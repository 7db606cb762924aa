package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class DeliveryTest {

    // C11, C32: a request leaves time for the report.
    @ParameterizedTest
    @CsvSource({
        "PT1M,PT59S",
        "PT2.002S,PT1.002S",
        "PT2S,PT1S",
        "PT1S,PT0.5S",
        "PT0.002S,PT0.001S",
        "PT0S,PT0S",
        "PT-1S,PT0S"
    })
    void aRequestMayTakeWhatTheReportDoesNotNeed(Duration remaining, Duration forARequest) {
        assertThat(Batches.delivery(remaining).requestTime()).isEqualTo(forARequest);
    }
}
