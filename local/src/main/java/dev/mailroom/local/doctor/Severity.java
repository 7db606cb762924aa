package dev.mailroom.local.doctor;

/** How bad a mistake is. */
public enum Severity {
    /** Messages are lost or refused, or are redelivered until they expire. */
    LOSS,
    /** Messages may be lost if something else goes wrong, or strangers may send messages. */
    RISK
}
