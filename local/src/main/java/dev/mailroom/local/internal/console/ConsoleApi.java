package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalEvent;

import java.io.IOException;

/** Answers the page's requests: GET reads, and POST changes something. */
final class ConsoleApi {

    private final ConsoleParts parts;
    private final SystemView system;
    private final EventViews events;
    private final QueueViews queues;
    private final TableViews tables;
    private final Samples samples;

    ConsoleApi(ConsoleParts parts) {
        this.parts = parts;
        this.system = new SystemView(parts);
        this.events = new EventViews(parts.stories());
        this.queues = new QueueViews(parts);
        this.tables = new TableViews(parts);
        this.samples = new Samples(parts);
    }

    JsonNode get(ApiPath path) throws IOException, ConsoleException, InterruptedException {
        if (path.is("system")) {
            return system.get();
        }
        if (path.is("events")) {
            return events.list(
                    path.parameter("q", ""),
                    path.parameter("outcome", ""),
                    Integer.parseInt(path.parameter("limit", "200")));
        }
        if (path.is("events", "*")) {
            return events.one(path.part(1));
        }
        if (path.is("queues")) {
            return queues.list();
        }
        if (path.is("queues", "*", "messages")) {
            return queues.messages(path.part(1));
        }
        if (path.is("tables")) {
            return tables.list();
        }
        if (path.is("tables", "*")) {
            return tables.items(path.part(1));
        }
        if (path.is("samples")) {
            return samples.get(Boolean.parseBoolean(path.parameter("routes", "false")));
        }
        throw nothing(path);
    }

    JsonNode post(ApiPath path, JsonNode body)
            throws IOException, ConsoleException, InterruptedException {
        if (path.is("events")) {
            return Json.object().put("id", parts.events().put(entry(body)));
        }
        if (path.is("queues", "*", "redrive")) {
            return queues.redrive(path.part(1), body.path("ids"));
        }
        throw nothing(path);
    }

    private static ConsoleParts.Entry entry(JsonNode body) {
        LocalEvent event =
                LocalEvent.of(
                                body.path("source").asText(),
                                body.path("detailType").asText(),
                                body.path("detail").asText())
                        .onBus(body.path("bus").asText("default"));
        String group = body.path("group").asText("");
        return new ConsoleParts.Entry(
                group.isEmpty() ? event : event.inGroup(group), body.path("custom").asBoolean());
    }

    private static ConsoleException nothing(ApiPath path) {
        return new ConsoleException(404, "There is no " + String.join("/", path.parts()) + ".");
    }
}
