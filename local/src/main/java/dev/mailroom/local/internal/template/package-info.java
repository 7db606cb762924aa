/** Reads a template into the definition of a pipeline; the only room that knows YAML. */
@NullMarked
package dev.mailroom.local.internal.template;

import org.jspecify.annotations.NullMarked;
