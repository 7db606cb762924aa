package dev.mailroom.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.eventbridge.EventPublisher;
import dev.mailroom.sqs.Quarantine;
import dev.mailroom.testing.Invocation;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The examples of the guide. */
class ExampleTest {

    @Test
    void spansHaveLeftWhenTheBatchIsReported() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        OpenTelemetrySdk sdk =
                OpenTelemetrySdk.builder()
                        .setTracerProvider(
                                SdkTracerProvider.builder()
                                        .addSpanProcessor(
                                                BatchSpanProcessor.builder(exporter).build())
                                        .build())
                        .build();
        RecordHandler routes = (record, delivery) -> {};

        // region listener
        OpenTelemetryListener listener =
                OpenTelemetryListener.of(sdk)
                        .flush(
                                () ->
                                        sdk.getSdkTracerProvider()
                                                .forceFlush()
                                                .join(1, TimeUnit.SECONDS));
        SqsBatchHandler handler = SqsBatchHandler.builder(routes).listener(listener).build();
        // endregion

        SQSMessage message = new SQSMessage();
        message.setMessageId("m-1");
        SQSEvent event = new SQSEvent();
        event.setRecords(List.of(message));
        handler.handleRequest(event, Invocation.invocation(Duration.ofMinutes(1)));

        assertThat(exporter.getFinishedSpanItems()).hasSize(2);
        sdk.close();
    }

    static EventPublisher publisher(EventBridgeClient client) {
        // region publisher
        EventPublisher publisher =
                EventPublisher.builder(client).traceHeader(XRayTraceHeader::current).build();
        // endregion
        return publisher;
    }

    static Quarantine quarantine(String deadLetterQueueUrl, SqsClient sqs) {
        // region quarantine
        Quarantine quarantine =
                Quarantine.to(deadLetterQueueUrl, sqs).traceHeader(XRayTraceHeader::current);
        // endregion
        return quarantine;
    }
}
