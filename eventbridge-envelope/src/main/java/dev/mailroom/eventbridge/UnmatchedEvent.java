package dev.mailroom.eventbridge;

import java.util.List;
import java.util.StringJoiner;

/** An event without a handler, as messages describe it. */
record UnmatchedEvent(String source, String detailType) {

    private static final int MAX_HANDLERS_NAMED = 5;

    @Override
    public String toString() {
        return "no handler for source \""
                + named(source)
                + "\" and detail-type \""
                + named(detailType)
                + "\"";
    }

    /** Names the events that have a handler: the mistake is often one letter of a source. */
    String instead(List<EventSelector<?>> selectors) {
        StringJoiner names = new StringJoiner(", ", "; there are handlers for ", "");
        for (EventSelector<?> selector :
                selectors.subList(0, Math.min(selectors.size(), MAX_HANDLERS_NAMED))) {
            names.add(
                    selector instanceof EventType<?> type
                            ? type.source() + " / " + type.detailType()
                            : "a pattern");
        }
        int more = selectors.size() - MAX_HANDLERS_NAMED;
        return more > 0 ? names + " and " + more + " more" : names.toString();
    }

    /** A name made safe for a log line, because the sender chooses it. */
    private static String named(String shown) {
        for (int i = 0; i < shown.length(); i++) {
            if (i == EventLimits.MAX_SOURCE || Character.isISOControl(shown.charAt(i))) {
                return shown.substring(0, i) + "…";
            }
        }
        return shown;
    }
}
