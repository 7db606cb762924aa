/** Buses, rules, schedules and topics, which decide what gets an event. */
@NullMarked
package dev.mailroom.local.internal.eventbridge;

import org.jspecify.annotations.NullMarked;
