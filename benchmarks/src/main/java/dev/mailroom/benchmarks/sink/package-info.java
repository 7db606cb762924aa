/** What an idempotent write costs, alone and together with others. */
@NullMarked
package dev.mailroom.benchmarks.sink;

import org.jspecify.annotations.NullMarked;
