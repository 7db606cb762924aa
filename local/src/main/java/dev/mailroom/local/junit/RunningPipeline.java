package dev.mailroom.local.junit;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEndpoints;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The pipeline of a test class, with the clients that its tests have asked for. */
final class RunningPipeline implements AutoCloseable {

    private final LocalPipeline pipeline;
    private final LocalAws.Print print;
    private final Map<Class<?>, AutoCloseable> clients = new ConcurrentHashMap<>();

    private RunningPipeline(LocalPipeline pipeline, LocalAws.Print print) {
        this.pipeline = pipeline;
        this.print = print;
    }

    static RunningPipeline start(
            String place, LocalAws.Print print, Supplier<LocalPipelineBuilder> builder) {
        try {
            return new RunningPipeline(builder.get().start(), print);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new ExtensionConfigurationException(place + ": " + e.getMessage(), e);
        }
    }

    Object instance(Class<?> type) {
        if (type == LocalPipeline.class) {
            return pipeline;
        }
        LocalEndpoints endpoints = pipeline.endpoints();
        return type == LocalEndpoints.class
                ? endpoints
                : clients.computeIfAbsent(type, client -> SdkClient.of(client, endpoints));
    }

    /** A test begins. */
    TestSteps begin(String test) {
        return new TestSteps(test, print, pipeline);
    }

    @Override
    public void close() throws Exception {
        try {
            for (AutoCloseable client : clients.values()) {
                client.close();
            }
        } finally {
            pipeline.close();
        }
    }
}
