/** The Custom Event Buses of a pipeline, their subscribers, and the events that they keep. */
@NullMarked
package dev.mailroom.local.eventbus;

import org.jspecify.annotations.NullMarked;
