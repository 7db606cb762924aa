/** Custom Event Buses: what they keep, and how their subscribers get it. */
@NullMarked
package dev.mailroom.local.internal.eventbus;

import org.jspecify.annotations.NullMarked;
