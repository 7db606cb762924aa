/** What all parts send and report: messages, their recipients and filters, and steps. */
@NullMarked
package dev.mailroom.local.internal.delivery;

import org.jspecify.annotations.NullMarked;
