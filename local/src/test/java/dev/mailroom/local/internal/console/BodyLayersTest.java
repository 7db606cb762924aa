package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.StreamSupport;

class BodyLayersTest {

    private static final String EVENT =
            "{\"detail-type\":\"t\",\"source\":\"s\",\"detail\":{\"n\":1}}";

    @Test
    void opensWhatIsAroundAnEvent() {
        String wrapped = "{\"event\":" + EVENT + "}";
        String text = Json.quote(wrapped);
        String notification = "{\"Type\":\"Notification\",\"Message\":" + Json.quote(text) + "}";

        assertThat(names(notification))
                .containsExactly(
                        "SNS notification",
                        "a JSON string",
                        "wrapper 'event'",
                        "EventBridge event");
        assertThat(BodyLayers.of(notification).get(3).path("text").asText()).isEqualTo(EVENT);
    }

    @Test
    void opensATextInAWrapper() {
        assertThat(names("{\"Message\":" + Json.quote(EVENT) + "}"))
                .containsExactly("wrapper 'Message'", "EventBridge event");
        assertThat(names("{\"Message\":\"hello\"}")).containsExactly("wrapper 'Message'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{\"open\":"})
    void showsATextAsItIs(String body) {
        assertThat(BodyLayers.of(body).toString())
                .isEqualTo("[{\"name\":\"text\",\"text\":" + Json.quote(body) + "}]");
    }

    @Test
    void showsJsonThatIsNoEnvelope() {
        assertThat(names("[1]")).containsExactly("JSON");
        assertThat(names("{\"a\":1,\"b\":2}")).containsExactly("JSON");
    }

    @Test
    void doesNotOpenForEver() {
        String body = "x";
        for (int i = 0; i < 20; i++) {
            body = "{\"a\":" + (i == 0 ? "{\"b\":1,\"c\":2}" : body) + "}";
        }

        assertThat(names(body)).hasSize(10);
    }

    private static List<String> names(String body) {
        return StreamSupport.stream(BodyLayers.of(body).spliterator(), false)
                .map((JsonNode layer) -> layer.path("name").asText())
                .toList();
    }
}
