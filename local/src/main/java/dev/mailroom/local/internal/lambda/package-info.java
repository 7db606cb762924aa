/** Functions, and the event source mappings that invoke them with batches of messages. */
@NullMarked
package dev.mailroom.local.internal.lambda;

import org.jspecify.annotations.NullMarked;
