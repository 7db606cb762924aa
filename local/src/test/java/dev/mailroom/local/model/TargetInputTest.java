package dev.mailroom.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HashMap;
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
                            + "\"none\":null,\"items\":[{\"sku\":\"s\"}],\"tags\":[\"A\",\"B\"],"
                            + "\"price\":1.10,\"stock\":1e2,\"exact\":1234567890123456.7891,"
                            + "\"huge\":-9223372036854775808}");

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
                "$.detail.price|1.10",
                "$.detail.stock|1e2",
                "$.detail.exact|1234567890123456.7891",
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
                // Where a value of JSON goes: as JSON.
                "{\"a\": <id>}|{\"a\": 7}",
                "{\"a\": <first-name>}|{\"a\": \"Ada\"}",
                "{\"a\": <paid>, \"b\": <none>}|{\"a\": true, \"b\": null}",
                "{\"a\": <items>}|{\"a\": [{\"sku\":\"s\"}]}",
                "[<tags>, <id>]|[[\"A\",\"B\"], 7]",
                "<items>|[{\"sku\":\"s\"}]",
                // C37: what is not there is an empty string.
                "{\"a\": <missing>}|{\"a\": \"\"}",
                "{\"a\": \"<missing>\"}|{\"a\": \"\"}",
                "\"order <missing>\"|\"order \"",
                // In a string literal: bare.
                "{\"a\": \"order <id>\"}|{\"a\": \"order 7\"}",
                "{\"a\": \"<first-name>!\"}|{\"a\": \"Ada!\"}",
                "{\"a\": \"\\\"<id>\\\"\", \"b\": <first-name>}|{\"a\": \"\\\"7\\\"\", \"b\": \"Ada\"}",
                "{\"a\": \"\\\\\", \"b\": <first-name>}|{\"a\": \"\\\\\", \"b\": \"Ada\"}",
                "{\"a\": \"1 < 2 > 1\"}|{\"a\": \"1 < 2 > 1\"}",
                // C36: as it is, in a text that is not JSON without the quotes of lists and
                // objects.
                "\"order <id> of <name>\"|\"order 7 of say \"hi\"\"",
                "\"tags <tags>\"|\"tags [A,B]\"",
                "\"items <items>\"|\"items [{sku:s}]\"",
                "text that is not JSON: <first-name>|text that is not JSON: Ada",
                "{\"a\": <aws.events.rule-name>, \"b\": \"<aws.events.rule-arn>\"}"
                        + "|{\"a\": \"all\", \"b\": \"arn:aws:events:us-east-1:000000000000:rule/all\"}",
                "\"<aws.events.event.ingestion-time>\"|\"2026-01-02T03:04:05Z\"",
                // Numbers as they were put.
                "{\"a\": <price>, \"b\": <stock>, \"c\": <exact>, \"d\": <huge>}"
                        + "|{\"a\": 1.10, \"b\": 1e2, \"c\": 1234567890123456.7891, \"d\": -9223372036854775808}",
                "{\"a\": \"<price> <stock> <exact>\"}|{\"a\": \"1.10 1e2 1234567890123456.7891\"}",
                "\"<price> <stock> <exact>\"|\"1.10 1e2 1234567890123456.7891\"",
            })
    void aTransformerPutsValuesIntoItsText(String template, String text) {
        assertThat(transformer(template).of(EVENT, RULE.arn(), RULE.name())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": <name>}",
                "{\"a\": \"<name>\"}",
                "{\"a\": \"<items>\"}",
                "{\"a\": \"<tags>\"}",
                "{\"a\": \"<aws.events.event.json>\"}",
                "{\"a\": <id>",
            })
    void c36WhatIsNotJsonIsNotDelivered(String template) {
        assertThat(transformer(template).of(EVENT, RULE.arn(), RULE.name())).isNull();
    }

    @Test
    void theEventVariableLacksTheDetailAndItsJsonFormHasIt() {
        String withoutDetail =
                "{\"version\":\"0\",\"id\":\"e-1\",\"detailType\":\"Order\",\"source\":\"shop\","
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
        Map<String, JsonPath> paths = new HashMap<>();
        paths.put("event", JsonPath.parse("$"));
        for (String field :
                List.of(
                        "id",
                        "name",
                        "first-name",
                        "paid",
                        "none",
                        "items",
                        "tags",
                        "price",
                        "stock",
                        "exact",
                        "huge",
                        "missing")) {
            paths.put(field, JsonPath.parse("$.detail." + field));
        }
        return new InputTransformer(paths, template);
    }
}
