package dev.mailroom.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.AwsJson;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalRule;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Puts an event on a bus of a running pipeline. */
@Command(
        name = "put",
        description = "Puts an event on a bus that 'dev' runs, and prints its id.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PutCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--source", required = true, description = "Such as my.webapp.")
    private String source = "";

    @Option(names = "--detail-type", required = true, description = "Such as UserSignup.")
    private String detailType = "";

    @Option(
            names = "--detail",
            paramLabel = "JSON|@FILE|-",
            defaultValue = "{}",
            description =
                    "The detail, a JSON object; @FILE reads it from a file, - from standard input."
                            + " Default: ${DEFAULT-VALUE}.")
    private String detail = "{}";

    @Option(
            names = "--bus",
            defaultValue = LocalRule.DEFAULT_BUS,
            description = "The bus. Default: ${DEFAULT-VALUE}.")
    private String bus = LocalRule.DEFAULT_BUS;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8700",
            description = "Where the pipeline answers. Default: ${DEFAULT-VALUE}.")
    private URI endpoint = URI.create("http://127.0.0.1:8700");

    @Option(names = "--json", description = "Prints what EventBridge answers.")
    private boolean json;

    @Override
    public Integer call() {
        JsonNode answer = put(entry());
        JsonNode entry = answer.path("Entries").path(0);
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        boolean put = entry.has("EventId");
        if (json) {
            command.getOut().println(Json.write(answer));
        } else if (put) {
            command.getOut().println(entry.path("EventId").asText());
        } else {
            command.getErr()
                    .println(
                            "Not put: "
                                    + entry.path("ErrorCode").asText()
                                    + ": "
                                    + entry.path("ErrorMessage").asText());
        }
        return put ? 0 : 1;
    }

    private JsonNode put(ObjectNode request) {
        try {
            return AwsJson.eventBridge(endpoint).call("PutEvents", request);
        } catch (ConnectException e) {
            throw new IllegalStateException(
                    "Nothing answers at " + endpoint + ": is 'mailroom dev' running?", e);
        } catch (IOException e) {
            throw new IllegalStateException("Not put: " + e.getMessage(), e);
        }
    }

    private ObjectNode entry() {
        ObjectNode request = Json.object();
        request.putArray("Entries")
                .addObject()
                .put("EventBusName", bus)
                .put("Source", source)
                .put("DetailType", detailType)
                .put("Detail", detail());
        return request;
    }

    private String detail() {
        try {
            if (detail.equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            return detail.startsWith("@") ? Files.readString(Path.of(detail.substring(1))) : detail;
        } catch (NoSuchFileException e) {
            throw wrong("There is no file " + e.getFile() + ".");
        } catch (IOException e) {
            throw wrong("The detail cannot be read: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
