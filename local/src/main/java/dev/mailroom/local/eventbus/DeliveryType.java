package dev.mailroom.local.eventbus;

/** Whether an event is new to its subscriber. */
public enum DeliveryType {
    /** It is delivered as it is published. */
    LIVE,
    /** It is replayed from the events that the bus keeps. */
    REPLAY
}
