package dev.mailroom.local.model;

/**
 * The dead-letter queue of a message, and after how many receives it goes there.
 *
 * @param queue the name of the dead-letter queue
 * @param maxReceiveCount the number of receives
 */
public record RedrivePolicy(String queue, int maxReceiveCount) {}
