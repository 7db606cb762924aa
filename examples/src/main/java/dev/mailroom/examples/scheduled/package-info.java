/** Every tick of a schedule becomes one item in the table {@code LambdaTriggeredEvents}. */
@NullMarked
package dev.mailroom.examples.scheduled;

import org.jspecify.annotations.NullMarked;
