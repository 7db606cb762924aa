package dev.mailroom.local.internal.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Posts to a server on this machine. By the JDK's older client: the newer one loads all of TLS with
 * its first request, for 0.6 s of processor time at each start.
 */
public final class Post {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private Post() {}

    /** What a server answered. */
    public static final class Answer {

        private final int status;
        private final Map<String, List<String>> headers;
        private final byte[] body;

        private Answer(int status, Map<String, List<String>> headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public Map<String, List<String>> headers() {
            return headers;
        }

        public byte[] body() {
            return body;
        }
    }

    /**
     * Sends a body once.
     *
     * @param patience the longest wait for the answer; zero for any
     * @throws IOException if no answer comes; the server may have received the body nevertheless
     */
    public static Answer send(
            URI uri, Map<String, List<String>> headers, byte[] body, Duration patience)
            throws IOException {
        if (!(uri.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException(uri + " is not the address of an HTTP server");
        }
        connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        // Otherwise the JDK keeps the body, and sends it twice if the connection breaks.
        connection.setFixedLengthStreamingMode(body.length);
        headers.forEach(
                (name, values) ->
                        values.forEach(value -> connection.addRequestProperty(name, value)));
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        Map<String, List<String>> headers = new HashMap<>(connection.getHeaderFields());
        headers.remove(null); // the status line
        try (InputStream in =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, headers, in == null ? new byte[0] : in.readAllBytes());
        }
    }
}
