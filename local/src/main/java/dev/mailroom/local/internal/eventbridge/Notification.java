package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.TopicSubscription;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * SNS's notification of a message that is published to a topic (C24). It is not signed.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Amazon
 *     SNS message and JSON formats</a>
 */
record Notification(
        String topic,
        String id,
        Instant time,
        @Nullable String subject,
        String message,
        ObjectNode attributes) {

    private static final String HOST = "https://sns." + LocalAccount.REGION + ".amazonaws.com/";

    /**
     * The message that a subscription gets: raw with separate attributes, or with the attributes in
     * its body.
     */
    OutgoingMessage to(TopicSubscription subscription, @Nullable String traceHeader) {
        if (subscription.raw()) {
            return new OutgoingMessage(message, null, null, null, attributes, traceHeader);
        }
        String text =
                subscription.endpoint().kind() == Destination.Kind.FUNCTION
                        ? event(subscription)
                        : body(subscription);
        return new OutgoingMessage(text, null, traceHeader);
    }

    private String body(TopicSubscription subscription) {
        ObjectNode body = Json.object().put("Type", "Notification");
        body.put("MessageId", id).put("TopicArn", LocalAccount.topicArn(topic));
        if (subject != null) {
            body.put("Subject", subject);
        }
        addMessage(body);
        body.put("SigningCertURL", HOST + "local.pem");
        body.put("UnsubscribeURL", unsubscribe(subscription));
        if (!attributes.isEmpty()) {
            body.set("MessageAttributes", valuesOfAttributes());
        }
        return Json.write(body);
    }

    private String event(TopicSubscription subscription) {
        ObjectNode sns = Json.object().put("Type", "Notification");
        sns.put("MessageId", id).put("TopicArn", LocalAccount.topicArn(topic));
        addMessage(sns);
        sns.put("SigningCertUrl", HOST + "local.pem");
        sns.put("UnsubscribeUrl", unsubscribe(subscription));
        sns.put("Subject", subject).set("MessageAttributes", valuesOfAttributes());
        ObjectNode event = Json.object();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn())
                .set("Sns", sns);
        return Json.write(event);
    }

    private ObjectNode valuesOfAttributes() {
        ObjectNode values = Json.object();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            values.putObject(attribute.getKey())
                    .put("Type", attribute.getValue().path("DataType").asText())
                    .put("Value", attribute.getValue().path("StringValue").asText());
        }
        return values;
    }

    private void addMessage(ObjectNode node) {
        node.put("Message", message)
                .put("Timestamp", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("SignatureVersion", "1")
                .put("Signature", "local");
    }

    private static String unsubscribe(TopicSubscription subscription) {
        return HOST + "?Action=Unsubscribe&SubscriptionArn=" + subscription.arn();
    }
}
