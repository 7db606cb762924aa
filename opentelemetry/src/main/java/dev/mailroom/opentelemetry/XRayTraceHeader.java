package dev.mailroom.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;

import org.jspecify.annotations.Nullable;

/**
 * The trace header that EventBridge, SNS and SQS hand on, in X-Ray's format. It names a span of any
 * tracing system, not of X-Ray alone.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">Concepts of
 *     X-Ray</a>
 */
public final class XRayTraceHeader {

    private static final int EPOCH_DIGITS = 8;
    private static final int LENGTH_OF_ROOT = "1-".length() + TraceId.getLength() + "-".length();

    private XRayTraceHeader() {}

    /**
     * Returns the header of the span that is current in this thread, for {@code EventPublisher} and
     * {@code Quarantine}.
     *
     * @return the header, such as {@code
     *     Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1}, or null if
     *     there is no span
     */
    public static @Nullable String current() {
        SpanContext span = Span.current().getSpanContext();
        if (!span.isValid()) {
            return null;
        }
        String trace = span.getTraceId();
        return "Root=1-"
                + trace.substring(0, EPOCH_DIGITS)
                + "-"
                + trace.substring(EPOCH_DIGITS)
                + ";Parent="
                + span.getSpanId()
                + ";Sampled="
                + (span.isSampled() ? "1" : "0");
    }

    /** The span that a header names; invalid if it names none. */
    static SpanContext parse(@Nullable String header) {
        if (header == null) {
            return SpanContext.getInvalid();
        }
        String trace = TraceId.getInvalid();
        String span = SpanId.getInvalid();
        TraceFlags flags = TraceFlags.getDefault();
        for (String field : header.split(";", -1)) {
            String part = field.strip();
            if (part.startsWith("Root=")) {
                trace = trace(part.substring("Root=".length()));
            } else if (part.startsWith("Parent=")) {
                span = part.substring("Parent=".length());
            } else if (part.equals("Sampled=1")) {
                flags = TraceFlags.getSampled();
            }
        }
        return SpanContext.createFromRemoteParent(trace, span, flags, TraceState.getDefault());
    }

    private static String trace(String root) {
        boolean wellFormed =
                root.length() == LENGTH_OF_ROOT && root.startsWith("1-") && root.charAt(10) == '-';
        return wellFormed ? root.substring(2, 10) + root.substring(11) : TraceId.getInvalid();
    }
}
