/** How long a new function takes for its first batch. */
@NullMarked
package dev.mailroom.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
