/** The one address of a pipeline, and to which service a request there goes. */
@NullMarked
package dev.mailroom.local.internal.gateway;

import org.jspecify.annotations.NullMarked;
