/** Custom Event Buses: how they keep events and deliver them to subscribers. */
@NullMarked
package dev.mailroom.local.internal.eventbus;

import org.jspecify.annotations.NullMarked;
