package dev.mailroom.testing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.eventbridge.EventType;
import dev.mailroom.eventbridge.OutgoingEvent;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An EventBridge event, in each shape in which one can reach a queue.
 *
 * <pre>{@code
 * String body = event(USER_SIGNUP, new UserSignup("u-1", "ada@example.com", "Ada")).plain();
 * }</pre>
 *
 * <p>Each event has an id of its own. The same body twice is one event that was delivered twice.
 *
 * @param id its id
 * @param source its source
 * @param detailType its detail-type
 * @param time when it happened; for one made by {@link #event}, the start of 2026
 * @param resources the ARNs of what it is about; immutable
 * @param detail its detail, as JSON
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">AWS
 *     service event metadata</a>
 */
public record TestEvent(
        String id,
        String source,
        String detailType,
        Instant time,
        List<String> resources,
        String detail) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant START_OF_2026 = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";

    /**
     * Creates an event.
     *
     * @param id its id
     * @param source its source
     * @param detailType its detail-type
     * @param time when it happened
     * @param resources the ARNs of what it is about
     * @param detail its detail, as JSON
     */
    public TestEvent {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(detailType, "detailType");
        requireNonNull(time, "time");
        resources = List.copyOf(resources);
        requireNonNull(detail, "detail");
    }

    /**
     * Returns an event.
     *
     * @param type its source, its detail-type, and how its detail is written
     * @param detail its detail: what Jackson writes as JSON; for {@link String} the JSON itself,
     *     for {@link Void} null
     * @param <D> the type of the detail
     * @return the event
     * @throws IllegalArgumentException if the detail cannot be written
     */
    public static <D extends @Nullable Object> TestEvent event(EventType<D> type, D detail) {
        String json = OutgoingEvent.of(type, detail).detailAsJson();
        return event(type.source(), type.detailType(), json);
    }

    /**
     * Returns an event whose detail is given as JSON, for example one that no handler can read.
     *
     * @param source its source
     * @param detailType its detail-type
     * @param detail its detail, as JSON
     * @return the event
     */
    public static TestEvent event(String source, String detailType, String detail) {
        String id = UUID.randomUUID().toString();
        return new TestEvent(id, source, detailType, START_OF_2026, List.of(), detail);
    }

    /**
     * Returns this event with another id.
     *
     * @param id the id
     * @return the event
     */
    public TestEvent withId(String id) {
        return new TestEvent(id, source, detailType, time, resources, detail);
    }

    /**
     * Returns this event at another time.
     *
     * @param time when it happened
     * @return the event
     */
    public TestEvent at(Instant time) {
        return new TestEvent(id, source, detailType, time, resources, detail);
    }

    /**
     * Returns this event about other resources.
     *
     * @param arns the ARNs of what it is about
     * @return the event
     */
    public TestEvent about(String... arns) {
        return new TestEvent(id, source, detailType, time, List.of(arns), detail);
    }

    /**
     * Returns the event as a rule of EventBridge sends it to a queue.
     *
     * @return the body of a message
     */
    public String plain() {
        return envelope(detail);
    }

    /**
     * Returns the event as an SNS topic between the rule and the queue passes it on, without raw
     * delivery.
     *
     * @return the body of a message
     * @see <a
     *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS
     *     message formats</a>
     */
    public String inSns() {
        return JSON.objectNode()
                .put("Type", "Notification")
                .put("MessageId", UUID.randomUUID().toString())
                .put("TopicArn", "arn:aws:sns:" + REGION + ":" + ACCOUNT + ":topic")
                .put("Message", plain())
                .put("Timestamp", time.toString())
                .put("SignatureVersion", "1")
                .put("Signature", "EXAMPLE")
                .put("SigningCertURL", "https://sns.eu-west-1.amazonaws.com/example.pem")
                .put("UnsubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe")
                .toString();
    }

    /**
     * Returns the event as the input transformer {@code {"event": <aws.events.event.json>}} makes
     * it.
     *
     * @return the body of a message
     */
    public String transformed() {
        return transformed("{\"event\": <aws.events.event.json>}");
    }

    /**
     * Returns the event as an input transformer makes it.
     *
     * @param template the transformer's template, with {@code <aws.events.event.json>} for the
     *     event
     * @return the body of a message
     * @see <a
     *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
     *     transformation</a>
     */
    public String transformed(String template) {
        return template.replace("<aws.events.event.json>", plain());
    }

    /**
     * Returns the event as a subscriber of a Custom Event Bus with the transformer {@code
     * WITH_METADATA} sends it. With {@code RAW}, it is {@link #plain()}.
     *
     * @return the body of a message
     * @see <a
     *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-addressing.html">Event
     *     structure: data, metadata, and system metadata</a>
     */
    public String withMetadata() {
        return onCustomBus("LIVE");
    }

    /**
     * Returns the event as a subscriber of a Custom Event Bus with the transformer {@code
     * WITH_METADATA} sends it in a replay.
     *
     * @return the body of a message
     */
    public String replayed() {
        return onCustomBus("REPLAY");
    }

    private String onCustomBus(String deliveryType) {
        return new CustomBusBody("application/eventbridge+json", id, time)
                .of(source, detailType)
                .with(plain(), Map.of(), deliveryType);
    }

    /**
     * Returns the event as EventBridge Scheduler writes one: its detail is a string that holds the
     * JSON.
     *
     * @return the body of a message
     * @see <a
     *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html">Managing
     *     targets</a>
     */
    public String fromScheduler() {
        return envelope(JSON.textNode(detail).toString());
    }

    /** The fields in EventBridge's order, and the detail exactly as given. */
    private String envelope(String writtenDetail) {
        ObjectNode event =
                JSON.objectNode()
                        .put("version", "0")
                        .put("id", id)
                        .put("detail-type", detailType)
                        .put("source", source)
                        .put("account", ACCOUNT)
                        .put("time", time.toString())
                        .put("region", REGION);
        resources.forEach(event.putArray("resources")::add);
        String fields = event.toString();
        return fields.substring(0, fields.length() - 1) + ",\"detail\":" + writtenDetail + "}";
    }
}
