package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The event files, cut, spliced and mistyped: bodies that come near to an event. */
@Tag("fuzz")
class MutatedBodiesTest {

    private static final int BODIES = Integer.getInteger("mailroom.fuzz.bodies", 5_000);
    private static final long SEED = Long.getLong("mailroom.fuzz.seed", 20261122L);
    private static final List<String> TOKENS =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ":",
                    ",",
                    "\\",
                    "\\u0000",
                    "\\\"",
                    "null",
                    "true",
                    "-1",
                    "13",
                    "1e999999999",
                    "9".repeat(2_000),
                    "[".repeat(3_000),
                    "{\"parts\":[".repeat(150),
                    "\"detail\":",
                    "\"source\":\"my.webapp\",",
                    "\"detail-type\":\"Tree\",",
                    "\"detail-type\":\"Map\",",
                    "\"id\":\"s3cret\",",
                    "\"pieces\":-1",
                    "\"pieces\":13",
                    "\"placed\":\"s3cret\"",
                    "{\"Message\":\"",
                    "\"Type\":\"Notification\",",
                    "\u0000",
                    "\ufeff",
                    "s3cret",
                    "\ud83d");

    @Test
    void aMutatedBodyIsAnEventOrPoison() throws Exception {
        List<byte[]> seeds = seeds();
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = mutated(seeds, random);
            try {
                read += AnyBody.assertEventOrPoison(body);
            } catch (Throwable e) {
                throw new AssertionError(
                        "body "
                                + i
                                + " of seed "
                                + SEED
                                + ": "
                                + new String(body, StandardCharsets.UTF_8),
                        e);
            }
        }
        // Neither all poison nor all read: the bodies do come near.
        assertThat(read).isBetween(BODIES / 10, BODIES * 4 - BODIES / 10);
    }

    private static byte[] mutated(List<byte[]> seeds, Random random) throws IOException {
        byte[] body = seeds.get(random.nextInt(seeds.size()));
        int times = random.nextInt(4);
        for (int i = 0; i < times; i++) {
            body = mutatedOnce(body, seeds, random);
        }
        return body;
    }

    private static byte[] mutatedOnce(byte[] body, List<byte[]> seeds, Random random)
            throws IOException {
        int from = random.nextInt(body.length + 1);
        int to = Math.min(body.length, from + random.nextInt(40));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, from);
        switch (random.nextInt(6)) {
            case 0 ->
                    out.write(
                            TOKENS.get(random.nextInt(TOKENS.size()))
                                    .getBytes(StandardCharsets.UTF_8));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int start = random.nextInt(other.length);
                out.write(other, start, other.length - start);
            }
            case 3 -> out.write(body, from, to - from);
            case 4 -> to = from;
            default -> {
                return out.toByteArray();
            }
        }
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/events"))) {
            for (Path file : files.sorted().toList()) {
                seeds.add(Files.readAllBytes(file));
            }
        }
        String order =
                "{\"number\":\"s3cret\",\"pieces\":1,\"placed\":\"2026-11-22T10:00:00Z\",\"parts\":[{}]}";
        for (String type : List.of("UserSignup", "Tree", "Map")) {
            seeds.add(bytes(Deliveries.event("my.webapp", type, order)));
            seeds.add(bytes(Deliveries.compactEvent("my.webapp", type, order)));
        }
        seeds.add(bytes(order));
        return seeds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
