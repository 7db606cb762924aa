package dev.mailroom;

import dev.mailroom.Outcome.NotStarted.Reason;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a batch must come to, said as plainly as possible: no lanes, no threads, no clock. */
@SuppressWarnings({"StaticAssignmentOfThrowable", "ImmutableEnumChecker"}) // compared by identity
final class BatchModel {

    private static final RuntimeException FAILURE = new IllegalStateException("scripted");
    private static final LinkageError LINKAGE = new NoClassDefFoundError("scripted");
    private static final RetryLaterException LATER =
            new RetryLaterException("scripted", Duration.ofSeconds(3));
    private static final PoisonMessageException POISON = new PoisonMessageException("scripted");

    /** What the handler does with a record, and what must come of it. */
    enum Behaviour {
        OK(new Outcome.Done()),
        DUPLICATE(new Outcome.Duplicate()),
        SKIP(new Outcome.Skipped("scripted")),
        FAIL(new Outcome.Retry(FAILURE, null)),
        FAIL_TO_LINK(new Outcome.Retry(LINKAGE, null)),
        RETRY_LATER(new Outcome.Retry(LATER, Duration.ofSeconds(3))),
        POISON(new Outcome.Poison(BatchModel.POISON, Disposition.REPORT)),
        QUARANTINE(new Outcome.Poison(BatchModel.POISON, Disposition.QUARANTINE)),
        QUARANTINE_AND_GO_ON(
                new Outcome.Poison(BatchModel.POISON, Disposition.QUARANTINE_AND_GO_ON));

        private final Outcome outcome;

        Behaviour(Outcome outcome) {
            this.outcome = outcome;
        }

        void act(Delivery delivery) {
            switch (this) {
                case OK -> {}
                case DUPLICATE -> delivery.duplicate();
                case SKIP -> delivery.skip("scripted");
                case FAIL -> throw FAILURE;
                case FAIL_TO_LINK -> throw LINKAGE;
                case RETRY_LATER -> throw LATER;
                case POISON, QUARANTINE, QUARANTINE_AND_GO_ON -> throw BatchModel.POISON;
            }
        }

        Disposition disposition() {
            return ((Outcome.Poison) outcome).disposition();
        }

        boolean stopsItsGroup() {
            return switch (this) {
                case OK, DUPLICATE, SKIP, QUARANTINE_AND_GO_ON -> false;
                case FAIL, FAIL_TO_LINK, RETRY_LATER, POISON, QUARANTINE -> true;
            };
        }
    }

    /** One record of a batch; some have the id of the record before them. */
    record Script(int group, Behaviour behaviour, int yields, boolean sameIdAsBefore) {}

    private final List<Script> batch;
    private final boolean fifo;

    BatchModel(List<Script> batch, boolean fifo) {
        this.batch = batch;
        this.fifo = fifo;
    }

    static String id(List<Script> batch, int index) {
        int first = index;
        while (first > 0 && batch.get(first).sameIdAsBefore()) {
            first--;
        }
        return "id-" + first;
    }

    /** After the deadline no poison message is taken over by a policy: it is reported. */
    static Outcome notQuarantined(Outcome outcome) {
        return outcome instanceof Outcome.Poison poison
                ? new Outcome.Poison(poison.cause(), Disposition.REPORT)
                : outcome;
    }

    /** Whether a poison message that should have been quarantined holds the record's group back. */
    static boolean reportedBefore(List<Script> batch, Map<Integer, Outcome> outcomes, int index) {
        return IntStream.range(0, index)
                .filter(i -> batch.get(i).group() == batch.get(index).group())
                .filter(i -> batch.get(i).behaviour() == Behaviour.QUARANTINE_AND_GO_ON)
                .anyMatch(i -> outcomes.get(i).reported());
    }

    Map<Integer, Outcome> outcomes() {
        Map<Integer, Outcome> outcomes = new HashMap<>();
        Set<Integer> stopped = new HashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            Script script = batch.get(i);
            if (fifo && stopped.contains(script.group())) {
                outcomes.put(i, new Outcome.NotStarted(Reason.EARLIER_FAILURE_IN_GROUP));
            } else {
                outcomes.put(i, script.behaviour().outcome);
                if (script.behaviour().stopsItsGroup()) {
                    stopped.add(script.group());
                }
            }
        }
        return outcomes;
    }

    List<String> reported() {
        return reported(batch, outcomes());
    }

    static List<String> reported(List<Script> batch, Map<Integer, Outcome> outcomes) {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.get(i).reported()) {
                ids.add(id(batch, i));
            }
        }
        return List.copyOf(ids);
    }
}
