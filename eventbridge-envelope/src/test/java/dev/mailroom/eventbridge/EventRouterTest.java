package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.context;
import static dev.mailroom.eventbridge.Deliveries.event;
import static dev.mailroom.eventbridge.Deliveries.file;
import static dev.mailroom.eventbridge.Deliveries.record;
import static dev.mailroom.eventbridge.Shop.ORDER;
import static dev.mailroom.eventbridge.Shop.SCHEDULED;
import static dev.mailroom.eventbridge.Shop.USER_SIGNUP;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.eventbridge.Shop.Order;
import dev.mailroom.eventbridge.Shop.UserSignup;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class EventRouterTest {

    private final Shop shop = new Shop();
    private final List<EventBridgeEvent<?>> handled = shop.handled;
    private final EventRouter router = shop.router;

    @Test
    void bindsTheDetailAndKeepsTheEnvelope() throws Exception {
        handle(file("user-signup.json"));

        assertThat(handled)
                .containsExactly(
                        new EventBridgeEvent<>(
                                "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                                "my.webapp",
                                "UserSignup",
                                Instant.parse("2026-11-22T18:43:48Z"),
                                "111122223333",
                                "us-west-1",
                                List.of("arn:aws:cognito-idp:us-west-1:111122223333:userpool/one"),
                                null,
                                new UserSignup("u-1", "ada@example.com", "Ada")));
    }

    // C14
    @Test
    void bindsWhateverTheOrderOfTheFields() throws Exception {
        handle(file("user-signup-detail-first.json"));

        assertThat(handled)
                .containsExactly(
                        new EventBridgeEvent<>(
                                "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                                "my.webapp",
                                "UserSignup",
                                Instant.parse("2026-11-22T18:43:48.123Z"),
                                "",
                                "",
                                List.of(),
                                null,
                                new UserSignup("u-1", "ada@example.com", "Ada \"the } first\"")));
    }

    // C17
    @Test
    void routesAScheduledEventWithoutReadingItsDetail() throws Exception {
        handle(file("scheduled.json"));

        assertThat(handled)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.detail()).isNull();
                            assertThat(event.resources())
                                    .containsExactly(
                                            "arn:aws:events:us-east-1:111122223333:rule/every-minute");
                        });
    }

    @Test
    void keepsTheNameOfAReplay() throws Exception {
        handle(file("replayed.json"));

        assertThat(handled)
                .singleElement()
                .extracting(EventBridgeEvent::replayName)
                .isEqualTo("after-the-outage");
    }

    @Test
    void givesTheContextToAHandlerThatAsksForIt() throws Exception {
        List<String> seen = new ArrayList<>();
        EventRouter withContext =
                EventRouter.builder()
                        .onDelivery(
                                USER_SIGNUP,
                                (event, context) ->
                                        seen.add(
                                                event.detail().userId()
                                                        + " in "
                                                        + context.messageId()))
                        .build();

        withContext.handle(record(file("user-signup.json")), context(file("user-signup.json")));

        assertThat(seen).containsExactly("u-1 in m-1");
    }

    @Test
    void tellsTheContextWhichEventItIs() throws Exception {
        Delivery context = context(file("user-signup.json"));

        router.handle(context.record(), context);

        assertThat(context.event())
                .isEqualTo(
                        new EventIdentity(
                                "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "my.webapp", "UserSignup"));
    }

    @Test
    void whatTheHandlerThrowsPasses() {
        IOException failure = new IOException("down");
        EventRouter failing =
                EventRouter.builder()
                        .on(
                                USER_SIGNUP,
                                event -> {
                                    throw failure;
                                })
                        .build();

        assertThatThrownBy(
                        () ->
                                failing.handle(
                                        record(file("user-signup.json")),
                                        context(file("user-signup.json"))))
                .isSameAs(failure);
    }

    @Test
    void anEventWithoutAHandlerIsPoison() {
        assertPoison(
                event("my.webapp", "UserLeft", "{}"),
                "no handler for source \"my.webapp\" and detail-type \"UserLeft\""
                        + "; there are handlers for my.webapp / UserSignup, my.shop / Order,"
                        + " aws.events / Scheduled Event (messageId: m-1)");
    }

    @Test
    void anEventWithoutAHandlerIsSkippedIfTheUserSaysSo() throws Exception {
        EventRouter skipping =
                EventRouter.builder()
                        .on(USER_SIGNUP, event -> handled.add(event))
                        .unmatched(UnmatchedPolicy.SKIP)
                        .build();

        skipping.handle(
                record(event("my.webapp", "UserLeft", "[1]")),
                context(event("my.webapp", "UserLeft", "[1]")));

        assertThat(handled).isEmpty();
    }

    @Test
    void bindsTimesAndMapsWithTheDefaultMapper() throws Exception {
        handle(
                event(
                        "my.shop",
                        "Order",
                        "{\"number\":\"n-1\",\"placed\":\"2026-11-22T10:00:00Z\",\"lines\":[]}"));

        assertThat(handled)
                .singleElement()
                .extracting(EventBridgeEvent::detail)
                .isEqualTo(new Order("n-1", Instant.parse("2026-11-22T10:00:00Z"), List.of()));
    }

    @Test
    void refusesTwoHandlersOfOneEvent() {
        EventRouter.Builder builder =
                EventRouter.builder()
                        .on(USER_SIGNUP, event -> {})
                        .on(EventType.of("my.webapp", "UserSignup", String.class), event -> {});

        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage(
                        "two handlers for the same event: my.webapp / UserSignup -> "
                                + UserSignup.class.getName()
                                + " and my.webapp / UserSignup -> java.lang.String");
    }

    @Test
    void refusesARouterWithoutHandlers() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EventRouter.builder().build())
                .withMessage("a router needs a handler: call on(type, handler) before build()");
    }

    @Test
    void listsItsRoutes() {
        assertThat(router.routes()).containsExactly(USER_SIGNUP, ORDER, SCHEDULED);
        assertThat(router.takesOthers()).isFalse();
    }

    @Test
    void takesOthersByAHandlerOfWhatIsUnmatched() {
        EventRouter all = EventRouter.builder().unmatched(event -> {}).build();

        assertThat(all.routes()).isEmpty();
        assertThat(all.takesOthers()).isTrue();
    }

    // C14
    @Test
    void optionalFieldsMayBeNull() throws Exception {
        handle(
                file("user-signup.json")
                        .replace("\"resources\":[", "\"replay-name\":null,\"old\":[")
                        .replace("\"version\":\"0\"", "\"resources\":null"));

        assertThat(handled)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.replayName()).isNull();
                            assertThat(event.resources()).isEmpty();
                        });
    }

    @Test
    void aMapperThatWantsNothingAfterAValueStillBindsADetailInTheMiddle() throws Exception {
        ObjectMapper strict =
                JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
        EventRouter custom =
                EventRouter.builder()
                        .mapper(strict)
                        .on(USER_SIGNUP, event -> handled.add(event))
                        .build();
        Delivery context = context(file("replayed.json"));

        custom.handle(context.record(), context);

        assertThat(handled).hasSize(1);
    }

    private void assertPoison(String body, String message) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> handle(body))
                .withMessage(message);
        assertThat(handled).isEmpty();
    }

    private void handle(String body) throws Exception {
        Deliveries.deliver(body, router);
    }
}
