package dev.mailroom.eventbridge;

import static java.util.Objects.requireNonNullElse;

import dev.mailroom.ClientTimeout;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A bus with rules and targets, which AWS calls Classic, by {@code PutEvents}. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
final class ClassicBus implements EventTransport {

    /**
     * Codes for which a second attempt cannot help; any other code, even an unknown one, gets one.
     */
    private static final Set<String> FINAL =
            Set.of(
                    "AccessDeniedException",
                    "InvalidAccountIdException",
                    "InvalidArgument",
                    "MalformedDetail",
                    "NotAuthorizedForDetailTypeException",
                    "NotAuthorizedForSourceException",
                    "RedactionFailure",
                    "ResourceNotFoundException");

    private static final int FORBIDDEN = 403;

    private final EventBridgeClient client;
    private final ClientTimeout timeout;

    /** Its name or ARN; null for the default bus. */
    private final @Nullable String bus;

    ClassicBus(EventBridgeClient client, @Nullable String bus) {
        this.client = client;
        this.bus = bus;
        this.timeout =
                ClientTimeout.of(
                        client::serviceClientConfiguration,
                        configuration -> configuration.overrideConfiguration().apiCallTimeout());
    }

    @Override
    public OutgoingEntry entry(
            OutgoingEvent<?> event, String detail, @Nullable String traceHeader) {
        EventType<?> type = event.type();
        long size = event.time() == null ? 0 : EventLimits.TIME_BYTES;
        size += utf8(type.source()) + utf8(type.detailType()) + utf8(detail);
        for (String resource : event.resources()) {
            size += utf8(resource);
        }
        EventLimits.requireSize(type, size);
        EventLimits.require(event, detail);
        return new OutgoingEntry(event, detail, traceHeader, size);
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public List<List<OutgoingEntry>> requests(List<OutgoingEntry> entries) {
        return EventLimits.requests(entries);
    }

    @Override
    public List<Answer> send(List<OutgoingEntry> request, Duration time) {
        List<PutEventsResultEntry> results =
                client.putEvents(
                                PutEventsRequest.builder()
                                        .entries(request.stream().map(this::toPut).toList())
                                        .overrideConfiguration(
                                                limit -> limit.apiCallTimeout(timeout.within(time)))
                                        .build())
                        .entries();
        List<Answer> answers = new ArrayList<>(request.size());
        for (int i = 0; i < request.size(); i++) {
            answers.add(
                    i < results.size() ? answer(results.get(i)) : Answer.failed("NoAnswer", true));
        }
        return answers;
    }

    private PutEventsRequestEntry toPut(OutgoingEntry entry) {
        OutgoingEvent<?> event = entry.event;
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(event.type().source())
                .detailType(event.type().detailType())
                .time(event.time())
                .resources(event.resources())
                .detail(entry.detail)
                .traceHeader(entry.traceHeader)
                .build();
    }

    // C22: a successful response can contain failed entries.
    private static Answer answer(PutEventsResultEntry result) {
        if (result.eventId() != null && result.errorCode() == null) {
            return Answer.published(result.eventId());
        }
        String code = requireNonNullElse(result.errorCode(), "Unknown");
        return Answer.failed(code, !FINAL.contains(code));
    }

    @Override
    public void requireBus(Duration time) {
        try {
            client.describeEventBus(
                    DescribeEventBusRequest.builder()
                            .name(bus)
                            .overrideConfiguration(
                                    limit -> limit.apiCallTimeout(timeout.within(time)))
                            .build());
        } catch (ResourceNotFoundException e) {
            throw new IllegalStateException(
                    named()
                            + " does not exist: EventBridge would take events for it and drop them;"
                            + " create the bus, or correct its name",
                    e);
        } catch (EventBridgeException e) {
            if (isDenied(e)) {
                throw new IllegalStateException(
                        named()
                                + " cannot be checked: allow the function's role"
                                + " events:DescribeEventBus on the bus, or leave out checkBus()",
                        e);
            }
            throw e;
        }
    }

    // Credentials that are refused have this status too, and another code.
    private static boolean isDenied(EventBridgeException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null
                ? failure.statusCode() == FORBIDDEN
                : code.equals("AccessDeniedException");
    }

    private String named() {
        return bus == null ? "the default event bus" : "the event bus \"" + bus + "\"";
    }
}
