package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** An event in EventBridge's own form (C14), with an empty detail, that never happened. */
final class SampleEvent {

    private SampleEvent() {}

    static String of(EventType<?> type) {
        return """
        {"version":"0","id":"sample","detail-type":"%s","source":"%s","account":"000000000000",\
        "time":"1970-01-01T00:00:00Z","region":"none","resources":[],"detail":{}}"""
                .formatted(quoted(type.detailType()), quoted(type.source()));
    }

    private static String quoted(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
