/** What happens in a local pipeline, step by step. */
@NullMarked
package dev.mailroom.local.step;

import org.jspecify.annotations.NullMarked;
