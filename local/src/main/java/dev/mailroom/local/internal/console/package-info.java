/**
 * The page of a pipeline: what happened to each event, the queues, the tables, and putting events.
 */
@NullMarked
package dev.mailroom.local.internal.console;

import org.jspecify.annotations.NullMarked;
