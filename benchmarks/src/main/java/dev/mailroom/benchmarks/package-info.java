/** What Mailroom costs, against the same work written by hand. Nothing here is published. */
@NullMarked
package dev.mailroom.benchmarks;

import org.jspecify.annotations.NullMarked;
