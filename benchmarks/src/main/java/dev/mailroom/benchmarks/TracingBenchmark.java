package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.opentelemetry.OpenTelemetryListener;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/**
 * What traces and metrics add to a record whose handler does nothing; each score is the cost of a
 * record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TracingBenchmark {

    private static final RecordHandler NOTHING = (record, delivery) -> {};

    private final Context context = new FixedContext();
    private final Batches batches = new Batches(Form.COMPACT, "UserSignup", 10);
    private final SqsBatchHandler without = SqsBatchHandler.builder(NOTHING).build();

    /** The module without a consumer of its spans: the API's own implementation does nothing. */
    private final SqsBatchHandler api = traced(OpenTelemetry.noop());

    /** The SDK makes every span, and drops it. Without an exporter it would not make any. */
    private final SqsBatchHandler sdk =
            traced(
                    OpenTelemetrySdk.builder()
                            .setTracerProvider(
                                    SdkTracerProvider.builder()
                                            .addSpanProcessor(
                                                    SimpleSpanProcessor.create(
                                                            SpanExporter.composite()))
                                            .build())
                            .build());

    private static SqsBatchHandler traced(OpenTelemetry openTelemetry) {
        return SqsBatchHandler.builder(NOTHING)
                .listener(OpenTelemetryListener.of(openTelemetry))
                .build();
    }

    /** A batch of 10 without the module. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse without() {
        return without.handleRequest(batches.next(), context);
    }

    /** The same with the module and no SDK. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse withTheApiAlone() {
        return api.handleRequest(batches.next(), context);
    }

    /** The same with the SDK, which makes spans that nobody gets. */
    @Benchmark
    @OperationsPerInvocation(10)
    public SQSBatchResponse withTheSdk() {
        return sdk.handleRequest(batches.next(), context);
    }
}
