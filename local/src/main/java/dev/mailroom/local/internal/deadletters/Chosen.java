package dev.mailroom.local.internal.deadletters;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a dead-letter queue that were selected; they stay there.
 *
 * @param letters those that can be handled
 * @param withoutEvent how many were selected, but are only records about events
 * @param unread how many could not be read
 */
public record Chosen(List<DeadLetter> letters, int withoutEvent, int unread) {

    public static Chosen of(Reading reading, Selection selection) {
        List<DeadLetter> letters = new ArrayList<>();
        int withoutEvent = 0;
        for (List<DeadLetter> some = reading.next(); !some.isEmpty(); some = reading.next()) {
            for (DeadLetter letter : some) {
                if (selection.matches(letter)) {
                    if (letter.cause().isTheMessageItself()) {
                        letters.add(letter);
                    } else {
                        withoutEvent++;
                    }
                }
            }
        }
        return new Chosen(List.copyOf(letters), withoutEvent, reading.unread());
    }
}
