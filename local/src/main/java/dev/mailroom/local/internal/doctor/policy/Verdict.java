package dev.mailroom.local.internal.doctor.policy;

/** An answer about something whose parts may be unknown. */
public enum Verdict {
    NO,
    MAYBE,
    YES;

    static Verdict of(boolean known) {
        return known ? YES : NO;
    }

    public Verdict and(Verdict other) {
        return other.compareTo(this) < 0 ? other : this;
    }

    public Verdict or(Verdict other) {
        return other.compareTo(this) > 0 ? other : this;
    }

    public Verdict not() {
        return switch (this) {
            case NO -> YES;
            case MAYBE -> MAYBE;
            case YES -> NO;
        };
    }
}
