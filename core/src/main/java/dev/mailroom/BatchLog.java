package dev.mailroom;

/** The log of all that happens to batches, under the name that users know. */
final class BatchLog {

    static final SafeLogger LOG = SafeLogger.named("dev.mailroom.SqsBatchHandler");

    private BatchLog() {}
}
