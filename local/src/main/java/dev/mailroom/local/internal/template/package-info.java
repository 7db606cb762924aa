/** Reads a template into the definition of a pipeline. */
@NullMarked
package dev.mailroom.local.internal.template;

import org.jspecify.annotations.NullMarked;
