/** JSON, checks, threads, child processes, and everything else that knows nothing of a pipeline. */
@NullMarked
package dev.mailroom.local.internal.support;

import org.jspecify.annotations.NullMarked;
