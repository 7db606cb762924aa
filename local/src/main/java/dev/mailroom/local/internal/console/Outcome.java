package dev.mailroom.local.internal.console;

/** The state of an event. A later constant takes precedence in a story. */
enum Outcome {
    DONE("done"),
    DUPLICATE("duplicate"),
    SKIPPED("skipped"),
    FILTERED("filtered"),
    WAITING("waiting"),
    RUNNING("running"),
    UNMATCHED("unmatched"),
    RETRY("retry"),
    POISON("poison"),
    DEAD_LETTER("dead letter"),
    REFUSED("refused"),
    LOST("lost");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    /** Whether nothing more will happen without a user. */
    boolean isFinal() {
        return this != WAITING && this != RUNNING && this != RETRY;
    }

    @Override
    public String toString() {
        return word;
    }
}
