package dev.mailroom.powertools;

import dev.mailroom.Outcome;

/** The names of outcomes in metrics and logs, in the order in which they are shown. */
enum OutcomeName {
    DONE("Done", Outcome.Done.class),
    DUPLICATE("Duplicate", Outcome.Duplicate.class),
    SKIPPED("Skipped", Outcome.Skipped.class),
    RETRY("Retry", Outcome.Retry.class),
    POISON("Poison", Outcome.Poison.class),
    NOT_STARTED("NotStarted", Outcome.NotStarted.class);

    private final String text;
    private final Class<? extends Outcome> type;

    OutcomeName(String text, Class<? extends Outcome> type) {
        this.text = text;
        this.type = type;
    }

    boolean isOf(Outcome outcome) {
        return type.isInstance(outcome);
    }

    static OutcomeName of(Outcome outcome) {
        for (OutcomeName name : values()) {
            if (name.isOf(outcome)) {
                return name;
            }
        }
        throw new IllegalArgumentException("no name for " + outcome.getClass().getName());
    }

    @Override
    public String toString() {
        return text;
    }
}
