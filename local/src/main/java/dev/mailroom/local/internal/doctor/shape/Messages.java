package dev.mailroom.local.internal.doctor.shape;

import dev.mailroom.local.internal.doctor.shape.Shape.Fields;

import java.util.LinkedHashMap;
import java.util.Map;

/** The messages whose form AWS documents. */
public final class Messages {

    private static final Fields OPEN = new Fields(Map.of(), true);

    /** An event as a bus has it (C14). */
    public static final Fields EVENT = event();

    /** An SQS message as a filter of an event source sees it. */
    public static final Fields RECORD = record();

    /** EventBridge's system metadata of an event of a Custom Event Bus (V12). */
    public static final Fields SYSTEM_METADATA = systemMetadata();

    private static final String TICK = "Scheduled Event";

    private Messages() {}

    /** An event that has a handler. */
    public static Fields event(String source, String detailType) {
        return EVENT.with("source", Shape.text(source)).with("detail-type", Shape.text(detailType));
    }

    /** The event of a rule with a schedule (C17). */
    public static Fields tick() {
        return event("aws.events", TICK).with("detail", new Fields(Map.of(), false));
    }

    /** The event of EventBridge Scheduler (C18): its detail is a text. */
    public static Fields tickOfScheduler() {
        return event("aws.scheduler", TICK).with("detail", Shape.text("{}"));
    }

    /** A notification of a topic without raw delivery (C24). */
    public static Fields notification() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        fields.put("Type", Shape.text("Notification"));
        for (String name :
                new String[] {
                    "MessageId",
                    "TopicArn",
                    "Message",
                    "Timestamp",
                    "SignatureVersion",
                    "Signature",
                    "SigningCertURL",
                    "UnsubscribeURL"
                }) {
            fields.put(name, Shape.text());
        }
        fields.put("Subject", Shape.optional(Shape.text()));
        fields.put("MessageAttributes", Shape.optional(OPEN));
        return new Fields(fields, false);
    }

    private static Fields event() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        fields.put("version", Shape.text("0"));
        for (String name :
                new String[] {"id", "detail-type", "source", "account", "time", "region"}) {
            fields.put(name, Shape.text());
        }
        fields.put("resources", Shape.optional(Shape.text()));
        fields.put("detail", OPEN);
        fields.put("replay-name", Shape.optional(Shape.text()));
        return new Fields(fields, false);
    }

    private static Fields systemMetadata() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (String name :
                new String[] {
                    "ContentType",
                    "aws:DeliveryType",
                    "aws:EventId",
                    "aws:IngestionTime",
                    "aws:SequenceNumber"
                }) {
            fields.put(name, Shape.text());
        }
        for (String name :
                new String[] {
                    "DeduplicationId",
                    "EventGroupId",
                    "aws:DetailType",
                    "aws:RegistryType",
                    "aws:SchemaId",
                    "aws:Source"
                }) {
            fields.put(name, Shape.optional(Shape.text()));
        }
        return new Fields(fields, false);
    }

    private static Fields record() {
        Map<String, Shape> fields = new LinkedHashMap<>();
        for (String name :
                new String[] {
                    "messageId",
                    "receiptHandle",
                    "md5OfBody",
                    "eventSource",
                    "eventSourceARN",
                    "awsRegion"
                }) {
            fields.put(name, Shape.text());
        }
        fields.put("body", Shape.any());
        fields.put("attributes", OPEN);
        fields.put("messageAttributes", OPEN);
        return new Fields(fields, false);
    }
}
