package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.model.TopicSubscription;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What SNS makes of a message that is published on a topic (C24). It is signed by nobody.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Amazon
 *     SNS message and JSON formats</a>
 */
record Notification(String topic, String id, Instant time, String message) {

    private static final String HOST = "https://sns." + LocalAccount.REGION + ".amazonaws.com/";

    /** The text that a subscription gets. */
    String to(TopicSubscription subscription) {
        if (subscription.raw()) {
            return message;
        }
        return subscription.endpoint().kind() == Destination.Kind.FUNCTION
                ? event(subscription)
                : body(subscription);
    }

    private String body(TopicSubscription subscription) {
        ObjectNode body = common();
        body.put("SigningCertURL", HOST + "local.pem");
        body.put("UnsubscribeURL", unsubscribe(subscription));
        return Json.write(body);
    }

    private String event(TopicSubscription subscription) {
        ObjectNode sns = common();
        sns.put("SigningCertUrl", HOST + "local.pem");
        sns.put("UnsubscribeUrl", unsubscribe(subscription));
        sns.putNull("Subject").putObject("MessageAttributes");
        ObjectNode event = Json.object();
        event.putArray("Records")
                .addObject()
                .put("EventSource", "aws:sns")
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscription.arn())
                .set("Sns", sns);
        return Json.write(event);
    }

    private ObjectNode common() {
        return Json.object()
                .put("Type", "Notification")
                .put("MessageId", id)
                .put("TopicArn", LocalAccount.topicArn(topic))
                .put("Message", message)
                .put("Timestamp", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("SignatureVersion", "1")
                .put("Signature", "local");
    }

    private static String unsubscribe(TopicSubscription subscription) {
        return HOST + "?Action=Unsubscribe&SubscriptionArn=" + subscription.arn();
    }
}
