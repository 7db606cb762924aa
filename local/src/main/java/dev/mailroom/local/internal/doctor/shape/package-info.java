/** Says what messages look like before there are any, and which patterns could match them. */
@NullMarked
package dev.mailroom.local.internal.doctor.shape;

import org.jspecify.annotations.NullMarked;
