package dev.mailroom.local.internal.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class PostTest {

    @Test
    void bringsBackWhatTheServerAnsweredEvenIfItRefuses() throws IOException {
        try (LoopbackServer server =
                LoopbackServer.start(
                        "refusing",
                        0,
                        exchange -> {
                            try (exchange) {
                                byte[] body = exchange.getRequestBody().readAllBytes();
                                String mark = exchange.getRequestHeaders().getFirst("X-Mark");
                                LoopbackServer.reply(
                                        exchange, 400, "text/plain", mark + ": " + body.length);
                            }
                        })) {

            Post.Answer answer = post(server.uri(), "four");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers()).containsEntry("Content-type", List.of("text/plain"));
            assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("seen: 4");
        }
    }

    // A server may have done what it was asked before the connection broke.
    @Test
    void sendsABodyOnceEvenIfTheConnectionBreaks() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> connections =
                    CompletableFuture.supplyAsync(() -> breakConnections(server));
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");

            assertThatThrownBy(() -> post(uri, "order")).isInstanceOf(IOException.class);

            server.close();
            assertThat(connections.join()).isEqualTo(1);
        }
    }

    private static int breakConnections(ServerSocket server) {
        int connections = 0;
        try {
            while (true) {
                try (Socket connection = server.accept()) {
                    connections++;
                    connection.getInputStream().readNBytes(20);
                }
            }
        } catch (IOException e) {
            return connections; // closed
        }
    }

    @Test
    void saysThatAnAddressIsNoServers() {
        assertThatThrownBy(() -> post(URI.create("file:///tmp"), ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file:///tmp is not the address of an HTTP server");
    }

    private static Post.Answer post(URI uri, String body) throws IOException {
        return Post.send(
                uri,
                Map.of("X-Mark", List.of("seen")),
                body.getBytes(StandardCharsets.UTF_8),
                Duration.ofMinutes(1));
    }
}
