/** What a pipeline consists of: plain values. */
@NullMarked
package dev.mailroom.local.model;

import org.jspecify.annotations.NullMarked;
