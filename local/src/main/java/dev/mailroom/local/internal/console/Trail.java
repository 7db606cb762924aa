package dev.mailroom.local.internal.console;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What happened to one thing: an event, or the message, notification or request that it became. It
 * links to the trails of what the thing became next.
 */
final class Trail {

    // A function that logs in a loop must not fill the memory.
    private static final int MOST_MOMENTS = 300;

    private final String id;
    private final List<Moment> moments = new ArrayList<>();
    private final Set<Trail> next = new LinkedHashSet<>();
    private @Nullable Outcome outcome;
    private @Nullable String reason;
    private @Nullable Outcome said;
    private @Nullable String why;
    private boolean isElsewhere;

    Trail(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void add(Moment moment) {
        if (moments.size() < MOST_MOMENTS) {
            moments.add(moment);
        }
    }

    void leadsTo(Trail other) {
        next.add(other);
    }

    /** It is another thing from now on, and how it stands with that is how it stands with it. */
    void goesOnAs(Trail other) {
        leadsTo(other);
        isElsewhere = true;
    }

    boolean isElsewhere() {
        return isElsewhere;
    }

    void is(Outcome now) {
        outcome = now;
    }

    void is(Outcome now, @Nullable String because) {
        outcome = now;
        reason = because;
    }

    /** Clears the state, because a function gets it once more. */
    void begins() {
        outcome = Outcome.RUNNING;
        reason = null;
        said = null;
        why = null;
        isElsewhere = false;
    }

    /** Sets the outcome that the function itself logged, which says more than its response. */
    void says(Outcome word, @Nullable String because) {
        said = word;
        why = because;
    }

    /** The pipeline was stopped: messages in its queues are gone with it. */
    void endsWithThePipeline() {
        if (outcome != null && !outcome.isFinal()) {
            is(Outcome.LOST, "the pipeline was stopped before it was done");
        }
    }

    boolean isLost() {
        return outcome == Outcome.LOST;
    }

    void isNoLongerLost() {
        outcome = null;
    }

    @Nullable String reason() {
        return why == null ? reason : why;
    }

    private @Nullable Outcome outcome() {
        if (isElsewhere) {
            return null;
        }
        boolean saysMore = outcome == Outcome.DONE || outcome == Outcome.RETRY;
        return saysMore && said != null ? said : outcome;
    }

    /** This trail and all that it leads to. */
    List<Trail> all() {
        Set<Trail> all = new LinkedHashSet<>(List.of(this));
        Deque<Trail> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            for (Trail other : open.remove().next) {
                if (all.add(other)) {
                    open.add(other);
                }
            }
        }
        return List.copyOf(all);
    }

    /** The trail that decides the state of the whole story: the one with the worst outcome. */
    Trail deciding() {
        return all().stream()
                .filter(trail -> trail.outcome() != null)
                .max(Comparator.comparing(Trail::standing))
                .orElse(this);
    }

    /** The state of this thing. */
    Outcome standing() {
        Outcome now = outcome();
        return now == null ? Outcome.WAITING : now;
    }

    /** All moments in order, without lines about other things. */
    List<Moment> moments(BiPredicate<Trail, String> isAboutIt) {
        List<Moment> found = new ArrayList<>();
        for (Trail trail : all()) {
            for (Moment moment : trail.moments) {
                if (!moment.isLog() || isAboutIt.test(trail, moment.text())) {
                    found.add(moment);
                }
            }
        }
        found.sort(Comparator.comparingLong(Moment::number));
        return found;
    }
}
