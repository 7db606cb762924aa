package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** C16: what reaches the queue when a rule says what a target gets. */
class TargetInputTest {

    private static final LocalRule RULE = LocalRule.matching("all", "{\"source\":[\"shop\"]}");
    private static final BusEvent EVENT =
            new BusEvent(
                    "e-1",
                    "shop",
                    "Order",
                    Instant.parse("2026-01-02T03:04:05Z"),
                    List.of("arn:a", "arn:b"),
                    "{\"id\":7,\"name\":\"say \\\"hi\\\"\",\"first-name\":\"Ada\",\"paid\":true,"
                            + "\"none\":null,\"items\":[{\"sku\":\"s\"}]}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.source|\"shop\"",
                "$.detail.id|7",
                "$.detail.name|\"say \\\"hi\\\"\"",
                "$.detail.items[0].sku|\"s\"",
                "$.detail['first-name']|\"Ada\"",
                "$['detail-type']|\"Order\"",
                "$.resources[1]|\"arn:b\"",
                "$.detail.missing|null",
            })
    void aPathGivesItsPartAsJson(String path, String part) {
        assertThat(new TargetInput.Part(JsonPath.parse(path)).of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo(part);
    }

    @Test
    void theRootIsTheWholeEvent() {
        assertThat(new TargetInput.Part(JsonPath.parse("$")).of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo(EVENT.toJson());
        assertThat(new TargetInput.Whole().of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo(EVENT.toJson());
    }

    @Test
    void aConstantIsTheSameForEveryEvent() {
        assertThat(new TargetInput.Constant("{\"a\": 1}").of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Outside a string literal a value goes in as JSON.
                "{\"a\": <id>}|{\"a\": 7}",
                "{\"a\": <name>}|{\"a\": \"say \\\"hi\\\"\"}",
                "{\"a\": <paid>, \"b\": <none>}|{\"a\": true, \"b\": null}",
                "{\"a\": <items>}|{\"a\": [{\"sku\":\"s\"}]}",
                // Inside one it goes in bare and escaped.
                "{\"a\": \"order <id>\"}|{\"a\": \"order 7\"}",
                "{\"a\": \"<name>!\"}|{\"a\": \"say \\\"hi\\\"!\"}",
                "{\"a\": \"<items>\"}|{\"a\": \"[{\\\"sku\\\":\\\"s\\\"}]\"}",
                "{\"a\": \"\\\"<id>\\\"\", \"b\": <name>}|{\"a\": \"\\\"7\\\"\", \"b\": \"say \\\"hi\\\"\"}",
                "{\"a\": \"\\\\\", \"b\": <name>}|{\"a\": \"\\\\\", \"b\": \"say \\\"hi\\\"\"}",
                "\"order <id> of <name>\"|\"order 7 of say \\\"hi\\\"\"",
                "{\"a\": \"<missing>\"}|{\"a\": \"\"}",
                "{\"a\": \"1 < 2 > 1\"}|{\"a\": \"1 < 2 > 1\"}",
                "{\"a\": <aws.events.rule-name>, \"b\": \"<aws.events.rule-arn>\"}"
                        + "|{\"a\": \"all\", \"b\": \"arn:aws:events:us-east-1:000000000000:rule/all\"}",
                "\"<aws.events.event.ingestion-time>\"|\"2026-01-02T03:04:05Z\"",
                "text that is not JSON: <id>|text that is not JSON: 7",
            })
    void aTransformerPutsValuesIntoItsText(String template, String text) {
        assertThat(transformer(template).of(EVENT, RULE.arn(), RULE.name())).isEqualTo(text);
    }

    @Test
    void theEventVariableLacksTheDetailAndItsJsonFormHasIt() {
        String withoutDetail =
                "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"Order\",\"source\":\"shop\","
                        + "\"account\":\"000000000000\",\"time\":\"2026-01-02T03:04:05Z\","
                        + "\"region\":\"us-east-1\",\"resources\":[\"arn:a\",\"arn:b\"]}";

        assertThat(transformer("<aws.events.event>").of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo(withoutDetail);
        assertThat(
                        transformer("{\"event\": <aws.events.event.json>}")
                                .of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo("{\"event\": " + EVENT.toJson() + "}");
        assertThat(transformer("{\"event\": <event>}").of(EVENT, RULE.arn(), RULE.name()))
                .isEqualTo("{\"event\": " + EVENT.toJson() + "}");
    }

    @Test
    void aVariableThatNobodySetsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transformer("<other>"))
                .withMessage("there is no variable 'other'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "detail|the path 'detail' must begin with $.",
                "$.a[*]|the path '$.a[*]' is not supported locally.",
                "$..a|the path '$..a' is not supported locally.",
            })
    void aPathThatIsNotKnownIsRefused(String path, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonPath.parse(path))
                .withMessage(message);
    }

    private static InputTransformer transformer(String template) {
        Map<String, JsonPath> paths =
                Map.of(
                        "event", JsonPath.parse("$"),
                        "id", JsonPath.parse("$.detail.id"),
                        "name", JsonPath.parse("$.detail.name"),
                        "paid", JsonPath.parse("$.detail.paid"),
                        "none", JsonPath.parse("$.detail.none"),
                        "items", JsonPath.parse("$.detail.items"),
                        "missing", JsonPath.parse("$.detail.missing"));
        return new InputTransformer(paths, template);
    }
}
