package dev.mailroom.eventbridge;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An EventBridge that takes each entry, or answers the error code that a test names for it. */
final class AnsweringEventBridge {

    final EventBridgeClient client = mock(EventBridgeClient.class);
    final List<List<PutEventsRequestEntry>> requests = new ArrayList<>();
    Function<PutEventsRequestEntry, String> error = entry -> null;

    AnsweringEventBridge() {
        when(client.putEvents(any(PutEventsRequest.class)))
                .thenAnswer(call -> answer((PutEventsRequest) call.getArgument(0)));
    }

    private PutEventsResponse answer(PutEventsRequest request) {
        requests.add(request.entries());
        return PutEventsResponse.builder()
                .entries(request.entries().stream().map(this::answer).toList())
                .build();
    }

    private PutEventsResultEntry answer(PutEventsRequestEntry entry) {
        String code = error.apply(entry);
        return code == null
                ? PutEventsResultEntry.builder().eventId("id of " + entry.detail()).build()
                : PutEventsResultEntry.builder().errorCode(code).errorMessage("s3cret").build();
    }
}
