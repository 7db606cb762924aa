/** JSON, checks, threads, child processes and whatever else knows nothing of a pipeline. */
@NullMarked
package dev.mailroom.local.internal.support;

import org.jspecify.annotations.NullMarked;
