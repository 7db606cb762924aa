package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.PoisonMessageException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Routers with every kind of route, and the one thing that any body may do to them. */
final class AnyBody {

    /** What a user may write, its constructor included. */
    record Order(String number, int pieces, Instant placed, List<Order> parts) {
        Order {
            if (pieces < 0) {
                throw new IllegalArgumentException("s3cret");
            }
            if (pieces == 13) {
                throw new NullPointerException("s3cret");
            }
        }
    }

    static final EventType<Order> RECORD = EventType.of("my.webapp", "UserSignup", Order.class);
    private static final EventType<JsonNode> TREE =
            EventType.of("my.webapp", "Tree", JsonNode.class);
    private static final EventType<Map<String, List<Order>>> GENERIC =
            EventType.of("my.webapp", "Map", new TypeReference<>() {});
    private static final EventType<Void> NOTHING =
            EventType.of("aws.scheduler", "Scheduled Event", Void.class);
    private static final EventType<String> TEXT = EventType.of("t", "t", String.class);

    private static final List<EventRouter> ROUTERS =
            List.of(
                    routes().build(),
                    routes().withoutEnvelope(RECORD).build(),
                    routes().withoutEnvelope(TEXT).unmatched(event -> {}).build(),
                    routes().on(
                                    EventPattern.of(
                                            "{\"detail\":{\"user_id\":[{\"prefix\":\"u\"}]}}"),
                                    event -> {})
                            .build());

    private AnyBody() {}

    private static EventRouter.Builder routes() {
        return EventRouter.builder()
                .on(RECORD, event -> {})
                .on(TREE, event -> {})
                .on(GENERIC, event -> {})
                .on(NOTHING, event -> {})
                .on(TEXT, event -> {});
    }

    /** Returns how many of the routers could read the body. */
    static int assertEventOrPoison(byte[] bytes) throws Exception {
        int read = 0;
        String body = new String(bytes, StandardCharsets.UTF_8);
        for (EventRouter router : ROUTERS) {
            try {
                Deliveries.deliver(body, router);
                read++;
            } catch (PoisonMessageException e) {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    if (withoutRoute(t).contains("s3cret")) {
                        throw new AssertionError("quotes the payload", e);
                    }
                }
            }
        }
        return read;
    }

    /** Source and detail-type are what an unmatched event is named by. */
    private static String withoutRoute(Throwable t) {
        return String.valueOf(t.getMessage())
                .replaceAll("source \".*\" and detail-type \".*\"(?=;| \\()", "");
    }
}
