/** What messages can look like, and which patterns could match them. */
@NullMarked
package dev.mailroom.local.internal.doctor.shape;

import org.jspecify.annotations.NullMarked;
