package dev.mailroom.local.internal.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/** V13: JSONata, as AWS documents it for a Custom Event Bus. */
class JsonataExpressionTest {

    private static final String EVENT =
            """
            {"Data": {"id": "1", "n": 12345678901234567, "k": 1, "f": 1.50, "list": ["a"],
             "none": null, "detail": {"x": [1, 2.5]}}, "SystemMetadata": {"aws:EventId": "e-1"}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$events.Data.id                              | \"1\"",
                "$events.Data.n                               | 12345678901234567",
                "$events.Data.f                               | 1.5",
                "$events.Data.k = 1                           | true",
                "$events.Data.list                            | [\"a\"]",
                "$sum($events.Data.detail.x)                  | 3.5",
                "$events.SystemMetadata.\"aws:EventId\"       | \"e-1\"",
                "{\"event\": $events.Data.detail, \"k\": null}| {\"event\":{\"x\":[1,2.5]},\"k\":null}",
                "[1, $events.Data.id]                         | [1,\"1\"]"
            })
    void yieldsJson(String expression, String json) throws IOException {
        assertThat(evaluate(expression)).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource({"$events.Data.missing", "$events.Data.none", "null"})
    void yieldsNothing(String expression) throws IOException {
        assertThat(evaluate(expression)).isNull();
    }

    @Test
    void anErrorDoesNotQuoteTheEvent() {
        assertThatThrownBy(() -> evaluate("$number($events.SystemMetadata.\"aws:EventId\")"))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith("the JSONata expression fails")
                .doesNotContain("e-1");
    }

    @Test
    void aFunctionIsNotJson() {
        assertThatThrownBy(() -> evaluate("function($x){$x}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the JSONata expression yields a function, which is not JSON");
    }

    @Test
    void anEndlessRecursionEnds() {
        assertThatThrownBy(() -> evaluate("($f := function($x){1 + $f($x)}; $f(1))"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"$events.Data", "{% %", "{%%}"})
    void anExpressionHasItsDelimiters(String text) {
        assertThatThrownBy(() -> JsonataExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a JSONata expression must be enclosed in {% and %}.");
    }

    @Test
    void whatDoesNotParseIsNamed() {
        assertThatThrownBy(() -> JsonataExpression.parse("{% 1 + %}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the JSONata expression does not parse: ");
    }

    private static JsonNode evaluate(String expression) throws IOException {
        return JsonataExpression.parse("{% " + expression + " %}").evaluate(Json.read(EVENT));
    }
}
