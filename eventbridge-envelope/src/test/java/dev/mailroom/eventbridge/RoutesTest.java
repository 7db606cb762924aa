package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.deliver;
import static dev.mailroom.eventbridge.Deliveries.event;
import static dev.mailroom.eventbridge.Deliveries.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RoutesTest {

    sealed interface OrderEvent permits Placed, Ended {}

    record Placed(String number) implements OrderEvent {}

    sealed interface Ended extends OrderEvent permits Cancelled, Shipped {}

    record Cancelled(String number, String why) implements Ended {}

    record Shipped(String number) implements Ended {}

    static final EventType<Placed> PLACED = EventType.of("my.shop", "OrderPlaced", Placed.class);
    static final EventType<Cancelled> CANCELLED =
            EventType.of("my.shop", "OrderCancelled", Cancelled.class);
    static final EventType<Shipped> SHIPPED =
            EventType.of("my.shop", "OrderShipped", Shipped.class);
    static final EventType<Placed> IMPORTED =
            EventType.of("my.shop", "OrderImported", Placed.class);
    static final EventPattern<JsonNode> LARGE =
            EventPattern.of("{\"detail\":{\"total\":[{\"numeric\":[\">\",1000]}]}}");
    static final EventPattern<Placed> FROM_SHOP =
            EventPattern.of("{\"source\":[{\"prefix\":\"my.\"}]}", Placed.class);

    private final List<String> handled = new ArrayList<>();

    @Test
    void oneHandlerTakesASealedFamily() throws Exception {
        List<OrderEvent> orders = new ArrayList<>();
        EventRouter router =
                EventRouter.builder()
                        .on(
                                EventFamily.of(OrderEvent.class, PLACED, CANCELLED, SHIPPED),
                                event -> orders.add(event.detail()))
                        .build();

        deliver(event("my.shop", "OrderPlaced", "{\"number\":\"n-1\"}"), router);
        deliver(event("my.shop", "OrderCancelled", "{\"number\":\"n-1\",\"why\":\"w\"}"), router);

        assertThat(orders).containsExactly(new Placed("n-1"), new Cancelled("n-1", "w"));
        assertThat(router.routes()).containsExactly(PLACED, CANCELLED, SHIPPED);
    }

    @Test
    void oneHandlerTakesOneDetailUnderSeveralDetailTypes() throws Exception {
        EventType<Placed> imported = EventType.of("my.shop", "OrderImported", Placed.class);
        EventRouter router =
                EventRouter.builder()
                        .onDelivery(
                                EventFamily.of(Placed.class, PLACED, imported),
                                (event, context) ->
                                        handled.add(event.detailType() + event.detail().number()))
                        .build();

        deliver(event("my.shop", "OrderPlaced", "{\"number\":\"1\"}"), router);
        deliver(event("my.shop", "OrderImported", "{\"number\":\"2\"}"), router);

        assertThat(handled).containsExactly("OrderPlaced1", "OrderImported2");
    }

    @Test
    void aMethodReferenceMayBeAHandler() throws Exception {
        List<EventBridgeEvent<Placed>> placed = new ArrayList<>();
        List<EventBridgeEvent<OrderEvent>> others = new ArrayList<>();
        List<EventBridgeEvent<String>> unmatched = new ArrayList<>();
        EventRouter router =
                EventRouter.builder()
                        .on(PLACED, placed::add)
                        .on(
                                EventFamily.of(OrderEvent.class, SHIPPED, CANCELLED, IMPORTED),
                                others::add)
                        .unmatched(unmatched::add)
                        .build();

        deliver(event("my.shop", "OrderPlaced", "{\"number\":\"1\"}"), router);
        deliver(event("my.shop", "OrderShipped", "{\"number\":\"2\"}"), router);
        deliver(event("my.shop", "OrderPaid", "{\"number\":\"3\"}"), router);

        assertThat(placed).extracting(EventBridgeEvent::detail).containsExactly(new Placed("1"));
        assertThat(others).extracting(EventBridgeEvent::detail).containsExactly(new Shipped("2"));
        assertThat(unmatched)
                .extracting(EventBridgeEvent::detail)
                .containsExactly("{\"number\":\"3\"}");
    }

    @Test
    void aSealedFamilyIsComplete() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.of(OrderEvent.class, PLACED, CANCELLED))
                .withMessage(
                        OrderEvent.class.getName()
                                + " permits "
                                + Shipped.class.getName()
                                + ", which has no type of events in its family");
    }

    @Test
    void aFamilyHasTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventFamily.of(Object.class))
                .withMessage("a family needs at least one type of events");
    }

    @Test
    void exactComesBeforePatternsAndPatternsGoInTheirOrder() throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(LARGE, event -> handled.add("large " + event.detail().get("total")))
                        .on(FROM_SHOP, event -> handled.add("shop " + event.detail().number()))
                        .on(PLACED, event -> handled.add("placed " + event.detail().number()))
                        .build();

        deliver(event("my.shop", "OrderPlaced", "{\"number\":\"1\",\"total\":5000}"), router);
        deliver(event("my.shop", "OrderPaid", "{\"number\":\"2\",\"total\":5000}"), router);
        deliver(event("my.shop", "OrderPaid", "{\"number\":\"3\",\"total\":1}"), router);
        deliver(event("your.shop", "OrderPaid", "{\"total\":1001}"), router);

        assertThat(handled).containsExactly("placed 1", "large 5000", "shop 3", "large 1001");
        assertThat(router.routes()).containsExactly(LARGE, FROM_SHOP, PLACED);
    }

    @Test
    void aPatternMatchesWhateverTheLayersAndTheOrderOfTheFields() throws Exception {
        EventPattern<Map<String, Object>> signups =
                EventPattern.of(
                        "{\"detail\":{\"user_id\":[\"u-1\"]},\"account\":[\"111122223333\"]}",
                        new TypeReference<Map<String, Object>>() {});
        EventRouter router =
                EventRouter.builder()
                        .on(signups, event -> handled.add("" + event.detail().get("name")))
                        .build();

        deliver(file("layers-sns-text-wrapper.json"), router);
        deliver(
                "{\"detail\":{\"user_id\":\"u-1\",\"name\":\"first\"},"
                        + file("user-signup.json")
                                .replace("\"detail\":", "\"other\":")
                                .substring(1),
                router);

        assertThat(handled).containsExactly("Ada", "first");
    }

    @Test
    void anEventThatNoPatternMatchesIsUnmatched() {
        EventRouter router = EventRouter.builder().on(LARGE, event -> handled.add("")).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(event("my.shop", "OrderPaid", "{\"total\":1}"), router))
                .withMessage(
                        "no handler for source \"my.shop\" and detail-type \"OrderPaid\""
                                + "; there are handlers for a pattern (messageId: m-1)");
    }

    @Test
    void refusesAPatternThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPattern.of("{\"source\":\"my.shop\"}"))
                .withMessageStartingWith("not a valid event pattern: ");
    }

    @Test
    void refusesTwoHandlersOfOnePattern() {
        EventRouter.Builder builder =
                EventRouter.builder()
                        .on(FROM_SHOP, event -> {})
                        .on(EventPattern.of(FROM_SHOP.json()), event -> {});

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage(
                        "two handlers for the same pattern: {\"source\":[{\"prefix\":\"my.\"}]}"
                                + " -> com.fasterxml.jackson.databind.JsonNode");
    }

    @Test
    void refusesATypeThatIsInAFamilyToo() {
        EventRouter.Builder builder =
                EventRouter.builder()
                        .on(EventFamily.of(Placed.class, PLACED), event -> {})
                        .on(PLACED, event -> {});

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("two handlers for the same event: " + PLACED + " and " + PLACED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                ",\"detail\":{ \"a\": [1] }|{ \"a\": [1] }",
                ",\"detail\":\"text\"|\"text\"",
                ",\"detail\":null|null",
                "|null",
            })
    void aHandlerOfTheUnmatchedGetsTheTextOfTheDetail(String detail, String text) throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(PLACED, event -> {})
                        .unmatched(UnmatchedPolicy.SKIP)
                        .unmatched(event -> handled.add(event.source() + event.detail()))
                        .build();
        String rest = detail == null ? "" : detail;

        deliver(event("your.shop", "Paid", "0").replace(",\"detail\":0", rest), router);

        assertThat(handled).containsExactly("your.shop" + text);
    }

    @Test
    void aPolicyReplacesTheHandlerOfTheUnmatched() throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(PLACED, event -> {})
                        .unmatched(event -> handled.add("unmatched"))
                        .unmatched(UnmatchedPolicy.SKIP)
                        .build();

        deliver(event("your.shop", "Paid", "{}"), router);

        assertThat(handled).isEmpty();
    }

    @Test
    void refusesABodyWithoutAnEnvelopeThatNobodyHandles() {
        EventRouter.Builder builder =
                EventRouter.builder().on(PLACED, event -> {}).withoutEnvelope(SHIPPED);

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage(
                        "no handler for a body without an envelope: call on(type, handler) with "
                                + SHIPPED);
    }

    // C15
    @Test
    void anEventWithoutAnEnvelopeHasNoKey() throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(PLACED, event -> handled.add(event.key().text()))
                        .withoutEnvelope(PLACED)
                        .build();

        assertThatIllegalStateException()
                .isThrownBy(() -> deliver("{\"number\":\"n-1\"}", router))
                .withMessage(
                        "a body without an envelope has no event id: key on what its detail says");
    }

    @Test
    void aMapperThatRefusesTrailingTokensReadsADetailAllTheSame() throws Exception {
        EventRouter router =
                EventRouter.builder()
                        .on(PLACED, event -> handled.add(event.detail().number()))
                        .mapper(
                                JsonMapper.builder()
                                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                                        .build())
                        .build();

        deliver(
                event("my.shop", "OrderPlaced", "{\"number\":\"n-1\"}")
                        .replace("}}", "},\"replay-name\":\"r\"}"),
                router);

        assertThat(handled).containsExactly("n-1");
    }

    @Test
    void unmatchedNamesAreShownShortAndOnOneLine() {
        EventRouter router = EventRouter.builder().on(PLACED, event -> {}).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(event("x\\nWARN y", "z".repeat(300), "{}"), router))
                .withMessage(
                        "no handler for source \"x…\" and detail-type \""
                                + "z".repeat(256)
                                + "…\"; there are handlers for my.shop / OrderPlaced (messageId: m-1)");
    }

    @Test
    void ofManyHandlersTheFirstAreNamed() {
        EventRouter.Builder builder = EventRouter.builder();
        for (int i = 1; i <= 7; i++) {
            builder.on(EventType.of("my.shop", "Step" + i, Void.class), event -> {});
        }
        EventRouter router = builder.build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(event("my.shop", "Step", "{}"), router))
                .withMessage(
                        "no handler for source \"my.shop\" and detail-type \"Step\"; there are handlers for"
                                + " my.shop / Step1, my.shop / Step2, my.shop / Step3, my.shop / Step4,"
                                + " my.shop / Step5 and 2 more (messageId: m-1)");
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException()
                .isThrownBy(() -> EventRouter.builder().on((EventType<Void>) null, event -> {}))
                .withMessage("events");
        assertThatNullPointerException()
                .isThrownBy(() -> EventRouter.builder().withoutEnvelope(null))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> EventPattern.of(null))
                .withMessage("json");
    }
}
