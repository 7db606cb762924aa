package dev.mailroom.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XRayTraceHeaderTest {

    private static final SpanContext SPAN =
            SpanContext.create(
                    "5759e988bd862e3fe1be46a994272793",
                    "53995c3f42cd8ad8",
                    TraceFlags.getSampled(),
                    TraceState.getDefault());

    @Test
    void isWrittenOfTheCurrentSpan() {
        Context ofSpan = Context.root().with(Span.wrap(SPAN));

        assertThat(ofSpan.wrapSupplier(XRayTraceHeader::current).get())
                .isEqualTo(
                        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        assertThat(XRayTraceHeader.current()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
                "Parent=53995c3f42cd8ad8; Sampled=1; Root=1-5759e988-bd862e3fe1be46a994272793",
                "Self=1-1;Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1"
            })
    void isReadInAnyOrder(String header) {
        SpanContext read = XRayTraceHeader.parse(header);

        assertThat(read.getTraceId()).isEqualTo(SPAN.getTraceId());
        assertThat(read.getSpanId()).isEqualTo(SPAN.getSpanId());
        assertThat(read.isSampled()).isTrue();
        assertThat(read.isRemote()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;;",
                "Root=",
                "Root=1-5759e988-bd862e3fe1be46a994272793",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=;Sampled=?",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=no hexadecimals!;Sampled=1",
                "Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
                "Root=1-5759e98-8bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8",
                "Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8"
            })
    void namesNoSpanWhereOneOfTheIdsIsMissingOrWrong(String header) {
        assertThat(XRayTraceHeader.parse(header).isValid()).isFalse();
    }
}
