package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in a dead-letter queue, by class.
 *
 * @param classes the largest first
 * @param unread how many messages could not be read
 */
public record Report(List<Report.Line> classes, int unread) {

    /** What the messages of a class have in common. */
    public record Key(
            String kind,
            String reason,
            @Nullable String exception,
            @Nullable String source,
            @Nullable String detailType) {

        public static Key of(DeadLetter letter) {
            Cause cause = letter.cause();
            return new Key(
                    cause.kind(),
                    cause.reason(),
                    cause.exception(),
                    letter.source(),
                    letter.detailType());
        }
    }

    /** A class, how many are in it, and when the first and the last of them were sent. */
    public record Line(Key key, int count, Instant oldest, Instant newest) {

        private Line and(Instant sentAt) {
            return new Line(
                    key,
                    count + 1,
                    sentAt.isBefore(oldest) ? sentAt : oldest,
                    sentAt.isAfter(newest) ? sentAt : newest);
        }
    }

    public static Report of(Reading reading) {
        Map<Key, Line> lines = new LinkedHashMap<>();
        for (List<DeadLetter> letters = reading.next();
                !letters.isEmpty();
                letters = reading.next()) {
            for (DeadLetter letter : letters) {
                Instant sentAt = letter.sentAt();
                Key key = Key.of(letter);
                lines.merge(key, new Line(key, 1, sentAt, sentAt), (line, one) -> line.and(sentAt));
            }
        }
        List<Line> sorted = new ArrayList<>(lines.values());
        sorted.sort(
                Comparator.comparingInt(Line::count)
                        .reversed()
                        .thenComparing(line -> line.key().toString()));
        return new Report(List.copyOf(sorted), reading.unread());
    }

    public int messages() {
        return classes.stream().mapToInt(Line::count).sum();
    }
}
