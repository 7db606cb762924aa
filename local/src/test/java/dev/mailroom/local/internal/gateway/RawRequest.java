package dev.mailroom.local.internal.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request with exactly these headers, {@code Host} included, which no client lets one set. */
public final class RawRequest {

    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private String body = "";

    private RawRequest(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public static RawRequest get(String path) {
        return new RawRequest("GET", path);
    }

    public static RawRequest post(String path, String body) {
        RawRequest request = new RawRequest("POST", path);
        request.body = body;
        return request;
    }

    public RawRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Sends it, with a fitting {@code Host} if it has none, and returns the whole answer. */
    public String to(URI server) throws IOException {
        if (headers.stream().noneMatch(header -> header.startsWith("Host: "))) {
            header("Host", server.getAuthority());
        }
        header("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        header("Connection", "close");
        String request =
                method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write((request + body).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
