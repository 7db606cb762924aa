package dev.mailroom.local.model;

/**
 * After how many receives a message goes where.
 *
 * @param queue the name of the dead-letter queue
 * @param maxReceiveCount the number of receives
 */
public record RedrivePolicy(String queue, int maxReceiveCount) {}
