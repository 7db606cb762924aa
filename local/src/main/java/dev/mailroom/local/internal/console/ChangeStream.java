package dev.mailroom.local.internal.console;

import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Tells the page that something has changed, for as long as it listens.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class ChangeStream {

    // So that a closed page is noticed.
    private static final Duration PULSE = Duration.ofSeconds(15);

    private final Stories stories;

    ChangeStream(Stories stories) {
        this.stories = stories;
    }

    void send(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        long seen = stories.changes();
        write(out, "retry: 1000\n\n");
        while (true) {
            long now = stories.awaitChange(seen, PULSE);
            write(out, now == seen ? ":\n\n" : "event: changed\ndata: " + now + "\n\n");
            seen = now;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
