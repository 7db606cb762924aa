package dev.mailroom.local.internal.gateway;

import com.sun.net.httpserver.Headers;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Tells requests of programs and of the pipeline's own page from those that another site makes a
 * browser send.
 *
 * @see <a href="https://developer.mozilla.org/docs/Glossary/Fetch_metadata_request_header">Fetch
 *     metadata request header</a>
 */
final class Visitors {

    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");

    private Visitors() {}

    static boolean areWelcome(Headers headers) {
        String host = headers.getFirst("Host");
        return host != null
                && isOwn(host)
                && headers.getOrDefault("Origin", List.of()).stream()
                        .allMatch(("http://" + host)::equals)
                && isOwnOrOpened(headers);
    }

    // A name of another site remains one even if it resolves to this machine.
    private static boolean isOwn(String host) {
        try {
            return OWN_NAMES.contains(String.valueOf(URI.create("http://" + host).getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    // A browser sends no origin when another site's page embeds something from here. Opening the
    // page by a link is fine.
    private static boolean isOwnOrOpened(Headers headers) {
        String site = headers.getFirst("Sec-Fetch-Site");
        return site == null
                || Set.of("same-origin", "none").contains(site)
                || "document".equals(headers.getFirst("Sec-Fetch-Dest"));
    }
}
