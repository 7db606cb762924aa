/** Checks a template in a round of checks, each of which finds one kind of mistake. */
@NullMarked
package dev.mailroom.local.internal.doctor;

import org.jspecify.annotations.NullMarked;
