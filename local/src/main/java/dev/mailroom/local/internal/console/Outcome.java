package dev.mailroom.local.internal.console;

/** How it stands with an event; the later a constant, the more it matters for a whole story. */
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

    /** Whether nothing more will happen by itself. */
    boolean isFinal() {
        return this != WAITING && this != RUNNING && this != RETRY;
    }

    @Override
    public String toString() {
        return word;
    }
}
