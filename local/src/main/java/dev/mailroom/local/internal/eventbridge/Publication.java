package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.delivery.OutgoingMessage;
import dev.mailroom.local.internal.support.FormBody;
import dev.mailroom.local.internal.support.Json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * A message that is published to a topic, read from the query protocol.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Publication(OutgoingMessage message, @Nullable String subject) {

    private static final int MOST_BYTES = 262_144;

    /** Reads the message whose fields begin with a prefix, as in a batch. */
    static Publication of(FormBody form, String prefix) throws RequestRefusedException {
        if (form.has(prefix + "MessageStructure")) {
            throw invalid("MessageStructure is not supported locally");
        }
        String text = form.get(prefix + "Message");
        if (text == null || text.isEmpty()) {
            throw invalid("Empty message");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw invalid("Message too long");
        }
        return new Publication(
                new OutgoingMessage(text, null, attributes(form, prefix)),
                form.get(prefix + "Subject"));
    }

    private static ObjectNode attributes(FormBody form, String prefix)
            throws RequestRefusedException {
        ObjectNode attributes = Json.object();
        for (int i = 1; ; i++) {
            String entry = prefix + "MessageAttributes.entry." + i;
            String name = form.get(entry + ".Name");
            String type = form.get(entry + ".Value.DataType");
            if (name == null || type == null) {
                return attributes;
            }
            String value = form.get(entry + ".Value.StringValue");
            if (value == null) {
                throw invalid("Attribute " + name + ": only StringValue is supported locally");
            }
            attributes.set(name, OutgoingMessage.attribute(type, value));
        }
    }

    private static RequestRefusedException invalid(String what) {
        return new RequestRefusedException("InvalidParameter", "Invalid parameter: " + what);
    }
}
