package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.mailroom.local.LocalPipeline;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** What the form of the console starts with, from the routes of a handler that is built. */
class ConsoleSamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(BusKind.class)
    void aSampleHasTheFieldsOfTheHandlersRecordAndIsHandledAsItIs(BusKind kind) throws Exception {
        try (LocalPipeline pipeline =
                ExamplesPipeline.of(kind.template()).port(0).console().start()) {
            JsonNode sample = signup(get(pipeline, "samples?routes=true").path("samples"));

            assertThat(sample.path("source").asText()).isEqualTo("my.webapp");
            assertThat(sample.path("custom").asBoolean()).isEqualTo(kind == BusKind.CUSTOM);
            assertThat(JSON.readTree(sample.path("detail").asText()))
                    .isEqualTo(
                            JSON.readTree(
                                    "{\"user_id\":\"user_id\",\"email\":\"email\",\"name\":\"name\"}"));

            String id = post(pipeline, "events", sample).path("id").asText();
            await().atMost(Duration.ofMinutes(1))
                    .until(
                            () -> get(pipeline, "events/" + id).path("outcome").asText(),
                            "done"::equals);
        }
    }

    private static JsonNode signup(JsonNode samples) {
        return StreamSupport.stream(samples.spliterator(), false)
                .filter(sample -> sample.path("detailType").asText().equals("UserSignup"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode get(LocalPipeline pipeline, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(pipeline, path)).build());
    }

    private JsonNode post(LocalPipeline pipeline, String path, JsonNode body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address(pipeline, path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static URI address(LocalPipeline pipeline, String path) {
        return pipeline.endpoint().resolve("/api/" + path);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }
}
