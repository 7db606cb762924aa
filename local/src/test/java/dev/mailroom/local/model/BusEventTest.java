package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class BusEventTest {

    @Test
    void c14WritesTheEnvelopeInTheOrderOfAwsAndKeepsTheDetail() {
        BusEvent event =
                new BusEvent(
                        "id-1",
                        "my.webapp",
                        "User \"Signup\"",
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        List.of("arn:one", "arn:two"),
                        "{ \"amount\" : 1.50, \"name\":\"Zo\\u00eb\" }");

        assertThat(event.toJson())
                .isEqualTo(
                        "{\"version\":\"0\",\"id\":\"id-1\",\"detail-type\":\"User \\\"Signup\\\"\",\"source\":\"my.webapp\","
                                + "\"account\":\"000000000000\",\"time\":\"2026-01-02T03:04:05Z\",\"region\":\"us-east-1\","
                                + "\"resources\":[\"arn:one\",\"arn:two\"],\"detail\":{ \"amount\" : 1.50, \"name\":\"Zo\\u00eb\" }}");
    }

    @Test
    void c17AScheduledEventNamesItsRuleAndHasAnEmptyDetail() {
        BusEvent event =
                BusEvent.scheduled(
                        "id-2",
                        LocalRule.scheduled("every-minute", "rate(1 minute)").arn(),
                        Instant.parse("2026-01-02T03:04:00Z"));

        assertThat(event.toJson())
                .isEqualTo(
                        "{\"version\":\"0\",\"id\":\"id-2\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\","
                                + "\"account\":\"000000000000\",\"time\":\"2026-01-02T03:04:00Z\",\"region\":\"us-east-1\","
                                + "\"resources\":[\"arn:aws:events:us-east-1:000000000000:rule/every-minute\"],\"detail\":{}}");
    }
}
