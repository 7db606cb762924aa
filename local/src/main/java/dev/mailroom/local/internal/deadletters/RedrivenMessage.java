package dev.mailroom.local.internal.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;

import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.util.Base64;

/**
 * A message as a function would get it after a redrive, in the form of a ReceiveMessage response.
 */
public final class RedrivenMessage {

    private RedrivenMessage() {}

    public static String of(DeadLetter letter) {
        Message message = letter.message();
        ObjectNode redriven =
                Json.object()
                        .put("MessageId", message.messageId())
                        // That of the dead-letter queue is nobody's business.
                        .put("ReceiptHandle", "dry-run")
                        .put("MD5OfBody", message.md5OfBody())
                        .put("Body", message.body());
        redriven.set("Attributes", system(message));
        ObjectNode own = redriven.putObject("MessageAttributes");
        DeadLetterQueue.own(message).forEach((name, value) -> own.set(name, attribute(value)));
        return Json.write(redriven);
    }

    /** As of a new message that is received for the first time. */
    private static ObjectNode system(Message message) {
        ObjectNode system = Json.object();
        message.attributesAsStrings().forEach(system::put);
        system.remove("DeadLetterQueueSourceArn");
        return system.put("ApproximateReceiveCount", "1");
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode attribute = Json.object().put("DataType", value.dataType());
        return value.binaryValue() == null
                ? attribute.put("StringValue", value.stringValue())
                : attribute.put(
                        "BinaryValue",
                        Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
    }
}
