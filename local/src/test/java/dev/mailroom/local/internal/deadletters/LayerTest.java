package dev.mailroom.local.internal.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class LayerTest {

    private static final String EVENT =
            "{\"source\":\"my.webapp\",\"detail-type\":\"UserSignup\",\"detail\":{\"n\":1}}";
    private static final String TEXT = "\"" + EVENT.replace("\"", "\\\"") + "\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EVENT                                                  | EventBridge event",
                "TEXT                                                   | JSON string, EventBridge event",
                "{\"event\":EVENT}                                      | wrapper \"event\", EventBridge event",
                "{\"Type\":\"Notification\",\"Message\":TEXT}           | SNS notification \"Message\", JSON string, EventBridge event",
                "{\"Data\":EVENT,\"Metadata\":{},\"SystemMetadata\":{}} | message of a Custom Event Bus \"Data\", EventBridge event",
                "{\"Message\":TEXT}                                     | wrapper \"Message\", JSON string, EventBridge event",
                "{\"Message\":\"hello\"}                                | wrapper \"Message\", text",
                "{\"n\":1,\"m\":2}                                      | JSON",
                "{\"n\":1}                                              | JSON",
                "[1]                                                    | JSON",
                "not JSON                                               | text",
                "12                                                     | text",
                "{\"broken\":                                           | text"
            })
    void aBodyIsOpenedFromTheOutsideToTheInside(String body, String layers) {
        String filled = body.replace("EVENT", EVENT).replace("TEXT", TEXT);

        List<String> names =
                Layer.of(filled).stream().map(layer -> layer.name().replace(",", "")).toList();

        assertThat(String.join(", ", names)).isEqualTo(layers);
    }

    @Test
    void doesNotOpenForEver() {
        String body = "x";
        for (int i = 0; i < 20; i++) {
            body = "{\"a\":" + (i == 0 ? "{\"b\":1,\"c\":2}" : body) + "}";
        }

        assertThat(Layer.of(body)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{\"open\":"})
    void showsATextAsItIs(String body) {
        assertThat(Layer.of(body)).containsExactly(new Layer("text", Json.text(body)));
    }
}
