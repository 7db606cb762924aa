package dev.mailroom.local.internal.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A file of the page, from the jar. */
record PageFile(String type, String text) {

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    /**
     * Reads a file.
     *
     * @throws ConsoleException if the page has no such file
     */
    static PageFile at(String path) throws IOException, ConsoleException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || name.contains("/")) {
            throw nothing(path);
        }
        try (InputStream file =
                PageFile.class.getResourceAsStream("/dev/mailroom/local/console/" + name)) {
            if (file == null) {
                throw nothing(path);
            }
            return new PageFile(type, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static ConsoleException nothing(String path) {
        return new ConsoleException(404, "There is nothing at " + path + ".");
    }
}
