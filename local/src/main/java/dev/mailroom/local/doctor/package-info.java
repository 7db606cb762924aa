/** What the {@link dev.mailroom.local.Doctor} is told, and what it finds. */
@NullMarked
package dev.mailroom.local.doctor;

import org.jspecify.annotations.NullMarked;
