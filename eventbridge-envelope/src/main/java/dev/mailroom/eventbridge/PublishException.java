package dev.mailroom.eventbridge;

import dev.mailroom.MailroomException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says that some events could not be published, and which ones.
 *
 * <p>If it passes out of a handler, the message is redelivered. The events that were published are
 * then published once more, under new ids, so receivers must recognize them by their detail.
 */
public final class PublishException extends MailroomException {

    private static final long serialVersionUID = 1L;

    private final transient List<PublishResult> results;

    PublishException(List<PublishResult> results, @Nullable Throwable cause) {
        super(text(results), cause);
        this.results = List.copyOf(results);
    }

    /**
     * Returns what became of each event.
     *
     * @return the results, in the order of the events; immutable
     */
    public List<PublishResult> results() {
        return results;
    }

    private static String text(List<PublishResult> results) {
        Map<String, Integer> codes = new TreeMap<>();
        int failed = 0;
        for (PublishResult result : results) {
            if (result instanceof PublishResult.Failed failure) {
                failed++;
                codes.put(failure.code(), codes.getOrDefault(failure.code(), 0) + 1);
            }
        }
        List<String> reasons = new ArrayList<>();
        for (Map.Entry<String, Integer> code : codes.entrySet()) {
            reasons.add(code.getValue() + " " + code.getKey());
        }
        return failed
                + " of "
                + results.size()
                + " events not published: "
                + String.join(", ", reasons);
    }
}
