package dev.mailroom.docs.guide;

import dev.mailroom.testing.TestEvent;

import java.time.Instant;

/** What EventBridge and SQS deliver to the code of the guide. */
final class Messages {

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

    private Messages() {}

    /** A body as EventBridge makes it. */
    static String event(String id, String source, String detailType, String detail) {
        return TestEvent.event(source, detailType, detail).withId(id).at(TIME).plain();
    }
}
