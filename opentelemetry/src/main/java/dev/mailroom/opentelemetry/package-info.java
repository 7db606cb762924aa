/**
 * Traces and metrics of every batch and every record, by OpenTelemetry.
 *
 * <p>{@link dev.mailroom.opentelemetry.OpenTelemetryListener} is the entry; {@link
 * dev.mailroom.opentelemetry.XRayTraceHeader} hands the trace on to whatever is published.
 */
@NullMarked
package dev.mailroom.opentelemetry;

import org.jspecify.annotations.NullMarked;
