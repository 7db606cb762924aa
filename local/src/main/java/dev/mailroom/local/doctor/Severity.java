package dev.mailroom.local.doctor;

/** How bad a mistake is. */
public enum Severity {
    /** Messages are lost or refused, or come back until they expire. */
    LOSS,
    /** Messages may be lost when something else goes wrong, or others may send some. */
    RISK
}
