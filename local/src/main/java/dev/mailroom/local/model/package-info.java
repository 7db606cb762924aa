/** What a pipeline consists of, and the steps that it tells: plain values. */
@NullMarked
package dev.mailroom.local.model;

import org.jspecify.annotations.NullMarked;
