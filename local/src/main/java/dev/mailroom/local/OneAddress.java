package dev.mailroom.local;

import com.sun.net.httpserver.HttpHandler;

import dev.mailroom.local.internal.console.Console;
import dev.mailroom.local.internal.console.ConsoleParts;
import dev.mailroom.local.internal.console.Stories;
import dev.mailroom.local.internal.console.WriteWatch;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.eventbridge.EventsByHand;
import dev.mailroom.local.internal.eventbus.CustomBuses;
import dev.mailroom.local.internal.gateway.AwsService;
import dev.mailroom.local.internal.gateway.Forward;
import dev.mailroom.local.internal.gateway.Gateway;
import dev.mailroom.local.internal.sqs.SqsQueue;
import dev.mailroom.local.internal.sqs.SqsServer;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalEventSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The address of a pipeline that starts, and the services there, added one after the other. */
final class OneAddress implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPipeline.class);

    private final Gateway gateway;
    private final StartOptions options;

    private OneAddress(Gateway gateway, StartOptions options) {
        this.gateway = gateway;
        this.options = options;
    }

    static OneAddress start(StartOptions options) throws IOException {
        int port = options.port();
        Gateway gateway = Gateway.start(port);
        if (port != 0 && gateway.port() != port) {
            LOG.warn("Port {} is taken: the pipeline is at {} instead.", port, gateway.uri());
        }
        return new OneAddress(gateway, options);
    }

    URI uri() {
        return gateway.uri();
    }

    void serve(AwsService service, HttpHandler handler) {
        gateway.serve(service, handler);
    }

    /** Serves the queues, and the tables if there are any, and says where everything is. */
    LocalEndpoints forward(SqsServer sqs, @Nullable URI tables) {
        gateway.serve(AwsService.SQS, new Forward(sqs::uri));
        Stories stories = options.stories();
        if (tables != null) {
            gateway.serve(
                    AwsService.DYNAMODB,
                    stories == null
                            ? new Forward(() -> tables)
                            : new Forward(() -> tables, new WriteWatch(stories)));
        }
        // The console sees only writes that go through the one address.
        boolean isWatched = tables != null && stories != null;
        return new LocalEndpoints(
                uri(), isWatched ? uri() : tables, LocalAccount.REGION, LocalAccount.ID, Map.of());
    }

    void showConsole(
            PipelineDefinition definition,
            Map<String, SqsQueue> queues,
            @Nullable URI tables,
            EventsByHand events,
            CustomBuses customBuses) {
        Stories stories = options.stories();
        if (stories != null) {
            ConsoleParts shown =
                    new ConsoleParts(
                            definition,
                            queues,
                            uri(),
                            tables,
                            entry ->
                                    entry.isOnCustomBus()
                                            ? customBuses.publish(entry.event())
                                            : events.put(entry.event()),
                            stories,
                            () -> routes(definition),
                            options.about());
            gateway.servePage(new Console(shown));
        }
    }

    private static List<ConsoleParts.Route> routes(PipelineDefinition definition) {
        return definition.eventSources().stream()
                .map(LocalEventSource::function)
                .distinct()
                .map(definition.functions()::get)
                .filter(Objects::nonNull)
                .flatMap(function -> Doctor.handled(function).events().stream())
                .map(
                        event ->
                                new ConsoleParts.Route(
                                        event.source(), event.detailType(), event.sample()))
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
