package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Opening gives back exactly what went in, in any layers and any order of the fields. */
class EnvelopePropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OWN_FIELDS =
            List.of(
                    "version",
                    "id",
                    "source",
                    "detail-type",
                    "time",
                    "account",
                    "region",
                    "resources",
                    "replay-name",
                    "detail",
                    "Type",
                    "Message",
                    "TopicArn",
                    "MessageId");

    /** What goes in, and the body that it is wrapped into. */
    record Sent(EventBridgeEvent<JsonNode> event, String body) {}

    @Provide
    Arbitrary<Sent> sent() {
        Arbitrary<EventBridgeEvent<JsonNode>> plain =
                Combinators.combine(
                                names(),
                                names(),
                                names(),
                                times(),
                                Arbitraries.strings(),
                                details())
                        .as(
                                (id, source, type, time, account, detail) ->
                                        new EventBridgeEvent<>(
                                                id,
                                                source,
                                                type,
                                                time,
                                                account,
                                                source,
                                                List.of(id, type),
                                                account,
                                                detail));
        return Combinators.combine(plain, layers(), Arbitraries.longs()).as(this::wrap);
    }

    private Sent wrap(EventBridgeEvent<JsonNode> event, List<Layer> layers, long seed) {
        Random random = new Random(seed);
        String body = envelope(event, random);
        for (int i = layers.size() - 1; i >= 0; i--) {
            body = wrap(body, layers.get(i), random);
        }
        List<Layer> opened = new ArrayList<>(layers);
        opened.add(new Layer.Event());
        return new Sent(
                new EventBridgeEvent<>(
                        event.id(),
                        event.source(),
                        event.detailType(),
                        event.time(),
                        event.account(),
                        event.region(),
                        event.resources(),
                        event.replayName(),
                        event.detail(),
                        opened),
                body);
    }

    private static String envelope(EventBridgeEvent<JsonNode> event, Random random) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("version", "0").put("id", event.id()).put("source", event.source());
        all.put("detail-type", event.detailType()).put("time", event.time().toString());
        all.put("account", event.account()).put("region", event.region());
        all.put("replay-name", event.replayName());
        event.resources().forEach(all.withArray("resources")::add);
        all.set("detail", event.detail());
        all.set("unknown", event.detail());
        return shuffled(all, random);
    }

    private static String wrap(String inner, Layer layer, Random random) {
        if (layer instanceof Layer.Sns sns) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.put("Type", "Notification").put("Message", inner).put("Subject", "s");
            all.put("TopicArn", sns.topicArn()).put("MessageId", sns.messageId());
            return shuffled(all, random);
        }
        if (layer instanceof Layer.Wrapper wrapper) {
            String field = text(wrapper.field());
            boolean object = inner.strip().startsWith("{") && random.nextBoolean();
            return " {" + field + " :\n" + (object ? inner : text(inner)) + "}";
        }
        return text(inner);
    }

    private static String shuffled(ObjectNode all, Random random) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(all.properties());
        Collections.shuffle(fields, random);
        ObjectNode shuffled = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> shuffled.set(field.getKey(), field.getValue()));
        return random.nextBoolean() ? shuffled.toString() : shuffled.toPrettyString();
    }

    private static String text(String value) {
        return JsonNodeFactory.instance.textNode(value).toString();
    }

    private static StringArbitrary names() {
        return Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMinLength(1).ofMaxLength(80);
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.longs()
                .between(0, 4_102_444_800_000L)
                .map(
                        millis ->
                                Instant.ofEpochMilli(
                                        millis % 3 == 0 ? millis / 1000 * 1000 : millis));
    }

    private static Arbitrary<JsonNode> details() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.strings().ofMaxLength(20))
                .as((seed, text) -> value(new Random(seed), text, 3));
    }

    private static JsonNode value(Random random, String text, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> nodes.numberNode(random.nextInt());
            case 1 -> nodes.booleanNode(random.nextBoolean());
            // A string that holds an object or an array is opened.
            case 2 -> nodes.textNode("t" + text);
            case 3 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, text, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(text + i, value(random, text, depth - 1));
                }
                yield object;
            }
        };
    }

    private static Arbitrary<List<Layer>> layers() {
        Arbitrary<Layer> sns =
                Combinators.combine(
                                Arbitraries.strings().ofMinLength(1).ofMaxLength(50),
                                Arbitraries.strings().ofMinLength(1).ofMaxLength(50))
                        .as(Layer.Sns::new);
        Arbitrary<Layer> wrapper =
                Arbitraries.strings()
                        .ofMaxLength(20)
                        .filter(name -> !OWN_FIELDS.contains(name))
                        .map(Layer.Wrapper::new);
        Arbitrary<Layer> message = Arbitraries.just(new Layer.Wrapper("Message"));
        Arbitrary<Layer> string = Arbitraries.just(new Layer.JsonString());
        return Arbitraries.oneOf(sns, wrapper, message, string).list().ofMaxSize(7);
    }

    @Property
    void openingGivesBackWhatWentIn(@ForAll("sent") Sent sent) throws Exception {
        EventBridgeEvent<JsonNode> event = sent.event();
        if (event.source().isBlank() || event.detailType().isBlank() || event.id().isBlank()) {
            return;
        }
        List<EventBridgeEvent<JsonNode>> opened = new ArrayList<>();
        EventType<JsonNode> type = EventType.of(event.source(), event.detailType(), JsonNode.class);
        EventType<JsonNode> other = EventType.of(event.source() + "x", "y", JsonNode.class);
        EventRouter router =
                EventRouter.builder()
                        .on(type, delivered -> opened.add(delivered))
                        .on(other, delivered -> opened.add(delivered))
                        .withoutEnvelope(other)
                        .build();

        Deliveries.deliver(sent.body(), router);

        assertThat(opened).containsExactly(event);
    }

    @Property
    void theTextOfADetailIsExactlyWhatWasSent(@ForAll("sent") Sent sent) throws Exception {
        List<String> opened = new ArrayList<>();
        EventRouter router =
                EventRouter.builder().unmatched(event -> opened.add(event.detail())).build();
        if (sent.event().id().isBlank()) {
            return;
        }

        Deliveries.deliver(sent.body(), router);

        assertThat(opened).hasSize(1);
        assertThat(JSON.readTree(opened.get(0))).isEqualTo(sent.event().detail());
    }
}
