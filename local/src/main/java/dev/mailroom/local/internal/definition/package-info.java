/** All parts of one pipeline, and whether they fit together. */
@NullMarked
package dev.mailroom.local.internal.definition;

import org.jspecify.annotations.NullMarked;
