package dev.mailroom.sqs;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.MessageAttribute;

import dev.mailroom.SafeLogger;
import dev.mailroom.SqsRecord;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

import java.util.LinkedHashMap;
import java.util.Map;

/** The attributes of a message in quarantine: its own, and the note where it fits. */
final class NotedAttributes {

    private static final SafeLogger LOG = SafeLogger.named("dev.mailroom.sqs.Quarantine");

    private static final int MOST_ATTRIBUTES = 10;
    private static final int MOST_BYTES = 1_048_576; // C13
    private static final String STRING = "String";

    private final Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
    private int freeBytes;

    private NotedAttributes(SqsRecord record) {
        freeBytes = MOST_BYTES - OneLine.bytes(record.body());
        Map<String, MessageAttribute> own = record.message().getMessageAttributes();
        if (own != null) {
            own.forEach(this::keep);
        }
    }

    static Map<String, MessageAttributeValue> of(SqsRecord record, QuarantineNote note) {
        NotedAttributes noted = new NotedAttributes(record);
        int free = MOST_ATTRIBUTES - noted.attributes.size();
        if (free >= note.fields.size()) {
            note.fields.forEach(noted::add);
        } else if (free >= 1) {
            note.packed().fields.forEach(noted::add);
        } else {
            LOG.warn(
                    "Message {} has {} attributes of its own, so its quarantine does not say why",
                    record.messageId(),
                    MOST_ATTRIBUTES);
        }
        return noted.attributes;
    }

    /** Keeps an attribute of the message itself, unless it is from an earlier quarantine. */
    private void keep(String name, MessageAttribute attribute) {
        if (!QuarantineNote.NAMES.contains(name)) {
            MessageAttributeValue value = copy(attribute);
            attributes.put(name, value);
            freeBytes -= bytes(name, value);
        }
    }

    private void add(String name, String text) {
        String fitting = OneLine.cut(text, freeBytes - OneLine.bytes(name + STRING));
        if (!fitting.isEmpty()) {
            MessageAttributeValue value =
                    MessageAttributeValue.builder().dataType(STRING).stringValue(fitting).build();
            attributes.put(name, value);
            freeBytes -= bytes(name, value);
        }
    }

    private static MessageAttributeValue copy(MessageAttribute attribute) {
        MessageAttributeValue.Builder copy =
                MessageAttributeValue.builder().dataType(attribute.getDataType());
        return attribute.getBinaryValue() == null
                ? copy.stringValue(attribute.getStringValue()).build()
                : copy.binaryValue(SdkBytes.fromByteBuffer(attribute.getBinaryValue())).build();
    }

    private static int bytes(String name, MessageAttributeValue value) {
        SdkBytes binary = value.binaryValue();
        int size =
                binary == null
                        ? OneLine.bytes(value.stringValue())
                        : binary.asByteArrayUnsafe().length;
        return OneLine.bytes(name) + OneLine.bytes(value.dataType()) + size;
    }
}
