/**
 * What is in a dead-letter queue, why, and how to send it back. Only this room uses the SDK's SQS
 * client.
 */
@NullMarked
package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.NullMarked;
