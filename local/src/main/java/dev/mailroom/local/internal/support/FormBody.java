package dev.mailroom.local.internal.support;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a form, as AWS's query protocol sends them.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query protocol</a>
 */
public record FormBody(Map<String, String> fields) {

    /** Reads a body; null if it is not a form. */
    public static @Nullable FormBody of(@Nullable String contentType, byte[] body) {
        if (contentType == null
                || !contentType
                        .toLowerCase(Locale.ROOT)
                        .startsWith("application/x-www-form-urlencoded")) {
            return null;
        }
        return new FormBody(fields(new String(body, StandardCharsets.UTF_8)));
    }

    /** Reads the fields of a form, or those of a URL's query. */
    public static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public @Nullable String get(String name) {
        return fields.get(name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that begins nothing
        }
    }
}
