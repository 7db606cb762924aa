/** The one address of a pipeline, which finds the service for each request. */
@NullMarked
package dev.mailroom.local.internal.gateway;

import org.jspecify.annotations.NullMarked;
