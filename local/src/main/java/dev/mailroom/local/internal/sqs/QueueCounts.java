package dev.mailroom.local.internal.sqs;

/** How many messages of a queue can be received, are in flight, and are delayed. */
public record QueueCounts(long waiting, long inFlight, long delayed) {

    public long all() {
        return waiting + inFlight + delayed;
    }
}
