package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Selects messages of a dead-letter queue: those that match everything that is given.
 *
 * @param kind of the cause, or null for any
 * @param reason or null for any
 * @param exception or null for any
 * @param source of the event, or null for any
 * @param detailType of the event, or null for any
 * @param ids of messages; empty for any
 */
public record Selection(
        @Nullable String kind,
        @Nullable String reason,
        @Nullable String exception,
        @Nullable String source,
        @Nullable String detailType,
        Set<String> ids) {

    public Selection {
        ids = Set.copyOf(ids);
    }

    /** Whether it selects every message. */
    public boolean isAll() {
        return equals(new Selection(null, null, null, null, null, Set.of()));
    }

    boolean matches(DeadLetter letter) {
        return isAnyOr(kind, letter.cause().kind())
                && isAnyOr(reason, letter.cause().reason())
                && isAnyOr(exception, letter.cause().exception())
                && isAnyOr(source, letter.source())
                && isAnyOr(detailType, letter.detailType())
                && (ids.isEmpty() || ids.contains(letter.id()));
    }

    private static boolean isAnyOr(@Nullable String wanted, @Nullable String value) {
        return wanted == null || wanted.equals(value);
    }
}
