package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.context;
import static dev.mailroom.eventbridge.Deliveries.event;
import static dev.mailroom.eventbridge.Deliveries.file;
import static dev.mailroom.eventbridge.Deliveries.record;
import static dev.mailroom.eventbridge.Shop.ORDER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.PoisonMessageException;
import dev.mailroom.eventbridge.Shop.Order;
import dev.mailroom.eventbridge.Shop.UserSignup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What can never be read or bound, and what is said about it. */
class PoisonEventsTest {

    private final Shop shop = new Shop();
    private final List<EventBridgeEvent<?>> handled = shop.handled;
    private final EventRouter router = shop.router;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | no EventBridge event in the body, and withoutEnvelope(type) was not set",
                "no json at all            | the body is not valid JSON (line 1, column 1)",
                "[1]                       | no EventBridge event in the body, and withoutEnvelope(type) was not set",
                "\"text\"                  | no EventBridge event in the body, and withoutEnvelope(type) was not set",
                "{}                        | no EventBridge event in the body, and withoutEnvelope(type) was not set",
                "{\"detail-type\":\"a\"}  | \"source\" is missing; expected an EventBridge event",
                "{\"id\":1,\"detail-type\":\"a\"}                | \"id\" must be a string",
                "{\"id\":\"1\",\"id\":\"2\",\"detail-type\":\"a\"} | \"id\" occurs twice in the envelope",
                "{\"time\":\"yesterday\",\"detail-type\":\"a\"}  | \"time\" must be an ISO-8601 time in UTC",
                "{\"resources\":\"arn\",\"detail-type\":\"a\"}   | \"resources\" must be an array of strings",
                "{\"id\":\"1\"             | the body is not valid JSON (line 1, column 10)",
            })
    void aBodyThatIsNoEventIsPoison(String body, String reason) {
        assertPoison(body, reason + " (messageId: m-1)");
    }

    @Test
    void aBodyThatGoesOnAfterTheEventIsPoison() {
        assertPoison(
                file("user-signup.json") + "{}",
                "the body goes on after the end of its JSON (messageId: m-1)");
    }

    /** Whichever reader takes the first one, and whichever the last, they must see one event. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "source",
                "detail-type",
                "account",
                "time",
                "region",
                "resources",
                "detail"
            })
    void aFieldThatComesAgainIsPoisonEvenIfItIsNull(String field) {
        String body = file("user-signup.json");
        String reason = "\"" + field + "\" occurs twice in the envelope (messageId: m-1)";

        assertPoison(body.replaceFirst("\\{", "{\"" + field + "\":null,"), reason);
        assertPoison(body.substring(0, body.lastIndexOf('}')) + ",\"" + field + "\":null}", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Type", "MessageId", "TopicArn", "Message"})
    void aFieldOfANotificationThatComesAgainIsPoisonEvenIfItIsNoString(String field) {
        String body = file("layers-sns.json");
        String reason = "\"" + field + "\" occurs twice in the SNS notification (messageId: m-1)";

        assertPoison(body.replaceFirst("\\{", "{\"" + field + "\":{},"), reason);
        assertPoison(body.substring(0, body.lastIndexOf('}')) + ",\"" + field + "\":null}", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "id", "time"})
    void anEnvelopeWithoutARequiredFieldIsPoison(String field) {
        assertPoison(
                file("user-signup.json").replace("\"" + field + "\"", "\"other\""),
                "\"" + field + "\" is missing; expected an EventBridge event (messageId: m-1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"other\":1"})
    void aMissingDetailIsPoison(String detail) {
        String body =
                detail.equals("null")
                        ? event("my.webapp", "UserSignup", "null")
                        : event("my.webapp", "UserSignup", "{}")
                                .replace("\"detail\":", "\"other\":");

        assertPoison(
                body,
                "\"detail\" is missing or null; expected "
                        + UserSignup.class.getName()
                        + " (messageId: m-1)");
    }

    @Test
    void aDetailThatDoesNotBindIsPoisonThatSaysWhereButNeverWhat() {
        PoisonMessageException poison =
                catchThrowableOfType(
                        PoisonMessageException.class,
                        () ->
                                handle(
                                        event(
                                                "my.shop",
                                                "Order",
                                                "{\"number\":\"n-1\",\"lines\":[{\"article\":\"s3cret\",\"pieces\":\"many\"}]}")));

        assertThat(poison)
                .hasMessageStartingWith(
                        "\"detail\" does not bind to "
                                + Order.class.getName()
                                + " at detail.lines[0].pieces (line 1, column ")
                .hasMessageEndingWith(") (messageId: m-1)");
        assertNothingQuoted(poison, "s3cret", "many");
    }

    record Address(@JsonProperty("post_code") String postCode) {
        Address {
            requireNonNull(postCode, "postCode");
        }
    }

    record Customer(@JsonProperty("user_id") String userId, List<Address> addresses) {
        Customer {
            requireNonNull(userId, "user_id");
            requireNonNull(addresses, "s3cret of " + userId);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"addresses\":[]}|': detail.user_id is missing or null (line 1, column '",
                "{\"user_id\":null,\"addresses\":[]}|': detail.user_id is missing or null (line 1, column '",
                "{\"user_id\":\"u\",\"addresses\":[{}]}|': detail.addresses[0].post_code is missing or null (line 1, column '",
                "{\"user_id\":\"u\"}|' at detail (line 1, column '",
            })
    void aFieldThatTheTypesConstructorMissesIsNamed(String detail, String where) {
        EventRouter customers =
                EventRouter.builder()
                        .on(EventType.of("my.shop", "Customer", Customer.class), event -> {})
                        .build();
        String body = event("my.shop", "Customer", detail);

        PoisonMessageException poison =
                catchThrowableOfType(
                        PoisonMessageException.class,
                        () -> customers.handle(record(body), context(body)));

        assertThat(poison)
                .hasMessageMatching(
                        Pattern.quote(
                                        "\"detail\" does not bind to "
                                                + Customer.class.getName()
                                                + where)
                                + "[0-9]+\\) \\(messageId: m-1\\)");
        assertNothingQuoted(poison, "s3cret");
    }

    @Test
    void whatTheUsersOwnRecordSaysOfItsValuesIsWithheld() {
        PoisonMessageException poison =
                catchThrowableOfType(
                        PoisonMessageException.class,
                        () ->
                                handle(
                                        event(
                                                "my.shop",
                                                "Order",
                                                "{\"lines\":[{\"article\":\"s3cret\",\"pieces\":-1}]}")));

        assertThat(poison).hasMessageContaining("at detail.lines[0]");
        assertNothingQuoted(poison, "s3cret");
    }

    @Test
    void aPoisonEventStillHasItsIdentity() {
        String body = event("my.shop", "Order", "{\"lines\":7}");
        Delivery context = context(body);

        assertThatThrownBy(() -> router.handle(context.record(), context))
                .isInstanceOf(PoisonMessageException.class);

        assertThat(context.event()).isEqualTo(new EventIdentity("e-1", "my.shop", "Order"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"e-1\",\"detail-type\":\"Order\",\"detail\":{}} | e-1 | Order",
                "{\"id\":\"e-1\",\"detail-type\":\"Order\",\"detail\":    | e-1 | Order",
                "{\"id\":\"7\",\"name\":\"of the sender's own kind\"}      |     |      ",
            })
    void aDamagedEventIsNamedAsFarAsItIsKnown(String body, String id, String detailType) {
        Delivery context = context(body);

        assertThatThrownBy(() -> router.handle(context.record(), context))
                .isInstanceOf(PoisonMessageException.class);

        assertThat(context.event()).isEqualTo(new EventIdentity(id, null, detailType));
    }

    @Test
    void keysOfAMapAreDataAndStayOutOfThePath() {
        EventType<Map<String, Order>> orders =
                EventType.of("my.shop", "Orders", new TypeReference<>() {});
        EventRouter byCustomer = EventRouter.builder().on(orders, event -> {}).build();
        Delivery context =
                context(event("my.shop", "Orders", "{\"bob@secret.example\":{\"lines\":7}}"));

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> byCustomer.handle(context.record(), context))
                .satisfies(poison -> assertNothingQuoted(poison, "bob@"))
                .withMessageContaining(" at detail[*].lines (line 1, column ");
    }

    @Test
    void aDeserializerThatThrowsIsPoisonThatQuotesNothing() {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(
                                                Order.class,
                                                new JsonDeserializer<Order>() {
                                                    @Override
                                                    public Order deserialize(
                                                            JsonParser parser,
                                                            DeserializationContext context)
                                                            throws IOException {
                                                        throw new IOException("no customer bob");
                                                    }
                                                }))
                        .build();
        EventRouter custom = EventRouter.builder().mapper(mapper).on(ORDER, event -> {}).build();
        Delivery context = context(event("my.shop", "Order", "{}"));

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> custom.handle(context.record(), context))
                .satisfies(poison -> assertNothingQuoted(poison, "bob"));
    }

    @Test
    void aBodyNestedTooDeepIsSaidToBeThat() {
        String deep =
                event("my.shop", "Order", "{}")
                        .replaceFirst("\\{", "{\"x\":" + "[".repeat(300) + "]".repeat(300) + ",");

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> handle(deep))
                .withMessageContaining("nested too deep");
    }

    private void assertPoison(String body, String message) {
        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> handle(body))
                .withMessage(message);
        assertThat(handled).isEmpty();
    }

    private static void assertNothingQuoted(Throwable failure, String... secrets) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain(secrets);
        }
    }

    private void handle(String body) throws Exception {
        Deliveries.deliver(body, router);
    }
}
