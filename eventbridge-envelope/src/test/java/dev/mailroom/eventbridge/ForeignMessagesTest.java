package dev.mailroom.eventbridge;

import static dev.mailroom.eventbridge.Deliveries.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.mailroom.PoisonMessageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages of one's own that look a little like a layer, and are none. */
class ForeignMessagesTest {

    private static final EventType<Map<String, Object>> OWN =
            EventType.of("my.webapp", "Own", new TypeReference<>() {});

    private final List<Map<String, Object>> handled = new ArrayList<>();
    private final EventRouter router =
            EventRouter.builder()
                    .on(OWN, event -> handled.add(event.detail()))
                    .withoutEnvelope(OWN)
                    .build();

    // C24: a notification always has Type, MessageId, TopicArn and Message, each a string.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Type':'Notification','Message':'{\\'a\\':1}','userId':'u-7'}",
                "{'Type':'Notification','Message':'a text','userId':'u-7'}",
                "{'Type':'Notification','Message':'{\\'a\\':1}','MessageId':'m','userId':'u-7'}",
                "{'Type':'Notification','Message':'{\\'a\\':1}','TopicArn':'t','userId':'u-7'}",
                "{'Type':'Notification','Message':'{}','TopicArn':'','MessageId':'m','userId':'u-7'}",
                "{'Type':'Notification','Message':'{}','TopicArn':5,'MessageId':'m','userId':'u-7'}",
                "{'Type':'Note','Message':'{}','TopicArn':'t','MessageId':'m','userId':'u-7'}",
                "{'Type':'SubscriptionConfirmation','TopicArn':'t','userId':'u-7'}",
                "{'Type':'SubscriptionConfirmation','TopicArn':'t','MessageId':'m','Message':'',"
                        + "'userId':'u-7'}",
                "{'Type':'a','Type':'b','Message':'c','Message':'d','userId':'u-7'}",
            })
    void whatIsNotAWholeNotificationIsAMessageOfOnesOwn(String body) throws Exception {
        deliver(body.replace('\'', '"'), router);

        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).get("userId")).isEqualTo("u-7");
    }

    // C14: an event always has a source and a detail-type.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'detail-type':'summary','userId':'u-7'}",
                "{'detail-type':5,'source':'a','userId':'u-7'}",
                "{'detail-type':'summary','source':['a'],'userId':'u-7'}",
                "{'detail-type':'summary','detail-type':'b','userId':'u-7'}",
                "{'detail-type':null,'source':'a','detail':{},'userId':'u-7'}",
            })
    void whatHasNoSourceOrNoDetailTypeIsAMessageOfOnesOwn(String body) throws Exception {
        deliver(body.replace('\'', '"'), router);

        assertThat(handled).hasSize(1);
        assertThat(handled.get(0).get("userId")).isEqualTo("u-7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'detail-type':'a'}|\"source\" is missing; expected an EventBridge event",
                "{'detail-type':'a','source':5}|\"source\" must be a string",
                "{'Type':'Notification','Message':'{}'}"
                        + "|no EventBridge event in the body, and no SNS notification, which has a"
                        + " \"MessageId\" and a \"TopicArn\"",
            })
    void whereOnlyEventsAreTakenItSaysWhatIsMissing(String body, String reason) {
        EventRouter events = EventRouter.builder().on(OWN, event -> {}).build();

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(body.replace('\'', '"'), events))
                .withMessage(reason + " (messageId: m-1)");
    }

    /** Bound as a message of one's own it would be a detail without a single value. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "time"})
    void anEventThatLostAFieldIsNotBoundAsAMessageOfOnesOwn(String field) {
        String event =
                Deliveries.event("my.webapp", "Own", "{}").replace("\"" + field + "\"", "\"x\"");

        assertThatExceptionOfType(PoisonMessageException.class)
                .isThrownBy(() -> deliver(event, router))
                .withMessage(
                        "\""
                                + field
                                + "\" is missing; expected an EventBridge event (messageId: m-1)");
    }

    @Test
    void aWrapperOfSomethingElseIsKept() throws Exception {
        deliver("{\"order\":{\"detail-type\":\"summary\",\"userId\":\"u-7\"}}", router);

        assertThat(handled)
                .containsExactly(
                        Map.of("order", Map.of("detail-type", "summary", "userId", "u-7")));
    }
}
