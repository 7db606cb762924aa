/**
 * What is in a dead-letter queue, why, and how it gets back; only this room has a client of SQS.
 */
@NullMarked
package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.NullMarked;
