/** What every part sends and says: messages, their recipients and filters, and steps. */
@NullMarked
package dev.mailroom.local.internal.delivery;

import org.jspecify.annotations.NullMarked;
