package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.model.LocalQueue;
import dev.mailroom.local.model.LocalRule;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

class SamplesTest {

    @Test
    void aSampleHasTheFieldsOfTheHandlerAndWhatTheRuleAsksFor() {
        String pattern =
                "{\"source\":[\"shop\"],\"detail-type\":[\"Sold\"],\"detail\":{\"kind\":[\"gift\"]}}";
        DefinitionBuilder definition = new DefinitionBuilder();
        definition.queue(LocalQueue.standard("q"));
        definition.rule(LocalRule.matching("r", pattern).toQueue("q"));
        Samples samples = samples(definition);

        assertThat(samples.get(false).at("/samples/0/detail").toString())
                .isEqualTo("{\"kind\":\"gift\"}");
        assertThat(samples.get(true).at("/samples/0/detail").toString())
                .isEqualTo("{\"id\":\"id\",\"kind\":\"gift\"}");
        assertThat(samples.get(true).at("/samples/0/label").asText()).isEqualTo("for rule r");
    }

    private static Samples samples(DefinitionBuilder definition) {
        return new Samples(
                new ConsoleParts(
                        definition.definition(),
                        Map.of(),
                        URI.create("http://127.0.0.1:1"),
                        null,
                        event -> "e-1",
                        new Stories(Clock.systemUTC()),
                        () ->
                                List.of(
                                        new ConsoleParts.Route("shop", "Bought", "{\"no\":1}"),
                                        new ConsoleParts.Route(
                                                "shop",
                                                "Sold",
                                                "{\"id\":\"id\",\"kind\":\"kind\"}")),
                        ConsoleParts.About.NOTHING));
    }
}
