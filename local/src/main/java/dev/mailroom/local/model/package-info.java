/** The parts of a pipeline, as plain values. */
@NullMarked
package dev.mailroom.local.model;

import org.jspecify.annotations.NullMarked;
