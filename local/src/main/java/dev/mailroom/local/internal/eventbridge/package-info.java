/** Buses, rules, schedules and topics: who gets an event that is put. */
@NullMarked
package dev.mailroom.local.internal.eventbridge;

import org.jspecify.annotations.NullMarked;
