package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.eventbus.Scope;
import dev.mailroom.local.eventbus.Subscriber;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.model.Destination;
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

        assertThat(samples.get(false).at("/samples/0/detail").asText())
                .isEqualTo("{\n  \"kind\": \"gift\"\n}");
        assertThat(samples.get(true).at("/samples/0/detail").asText())
                .isEqualTo("{\n  \"id\": \"id\",\n  \"kind\": \"gift\"\n}");
        assertThat(samples.get(true).at("/samples/0/label").asText()).isEqualTo("for rule r");
    }

    @Test
    void aSubscriberHasASampleThatItsFiltersMatch() {
        DefinitionBuilder definition = new DefinitionBuilder();
        definition.queue(LocalQueue.standard("q"));
        definition.customBus(CustomBus.of("shop"));
        definition.customBus(CustomBus.of("plain"));
        definition.subscriber(
                subscriber("sold", "shop")
                        .ordered(true)
                        .filter(Scope.DATA, "{\"detail\":{\"kind\":[\"gift\"]}}")
                        .filter(
                                Scope.SYSTEM_METADATA,
                                "{\"aws:Source\":[\"shop\"],\"aws:DetailType\":[\"Sold\"]}")
                        .build());
        definition.subscriber(subscriber("all", "plain").build());
        JsonNode found = samples(definition).get(true);

        assertThat(found.path("buses").toString()).isEqualTo("[\"default\"]");
        assertThat(found.path("customBuses").toString()).isEqualTo("[\"plain\",\"shop\"]");
        assertThat(found.at("/samples/0").toString())
                .isEqualTo(
                        "{\"label\":\"for subscriber sold\",\"bus\":\"shop\",\"custom\":true,"
                                + "\"group\":\"group-1\",\"source\":\"shop\",\"detailType\":\"Sold\","
                                + "\"detail\":\"{\\n  \\\"id\\\": \\\"id\\\",\\n  \\\"kind\\\": \\\"gift\\\"\\n}\"}");
        assertThat(found.at("/samples/1").toString())
                .isEqualTo(
                        "{\"label\":\"for subscriber all\",\"bus\":\"plain\",\"custom\":true,"
                                + "\"group\":null,\"source\":\"my.app\","
                                + "\"detailType\":\"Something happened\",\"detail\":\"{}\"}");
    }

    /** V6, V11: the page puts events by PutEvents, which have neither a payload nor metadata. */
    @Test
    void aSubscriberOfRawPayloadsHasNoSample() {
        DefinitionBuilder definition = new DefinitionBuilder();
        definition.queue(LocalQueue.standard("q"));
        definition.customBus(CustomBus.of("shop"));
        definition.subscriber(
                subscriber("raw", "shop").filter(Scope.DATA, "{\"kind\":[\"gift\"]}").build());
        definition.subscriber(
                subscriber("tenant", "shop").filter(Scope.METADATA, "{\"a\":[\"b\"]}").build());

        assertThat(samples(definition).get(false).at("/samples/0/label").asText())
                .isEqualTo("of AWS: Scheduled Event");
    }

    private static Subscriber.Builder subscriber(String name, String bus) {
        return Subscriber.builder(name, bus, Destination.queue("q"));
    }

    private static Samples samples(DefinitionBuilder definition) {
        return new Samples(
                new ConsoleParts(
                        definition.definition(),
                        Map.of(),
                        URI.create("http://127.0.0.1:1"),
                        null,
                        entry -> "e-1",
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
