/** All parts of one pipeline, and the check that they fit together. */
@NullMarked
package dev.mailroom.local.internal.definition;

import org.jspecify.annotations.NullMarked;
