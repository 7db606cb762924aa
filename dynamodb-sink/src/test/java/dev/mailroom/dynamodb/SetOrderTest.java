package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.IdempotencyKey;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/** A set has no order: its iteration differs from one environment of the function to the next. */
class SetOrderTest {

    enum Flag {
        URGENT,
        GIFT,
        FRAGILE,
        HEAVY,
        COLD
    }

    record Line(String article, Set<Flag> flags) {}

    record Order(Set<String> tags, Set<Line> lines, Map<Flag, Set<Integer>> pieces) {}

    @Test
    void theFingerprintIsTheSameInTwoJvms() throws Exception {
        String ours = fingerprint(order());

        for (int jvm = 0; jvm < 3; jvm++) {
            assertThat(fingerprintInAnotherJvm()).isEqualTo(ours);
        }
    }

    @Test
    void theFingerprintIsTheSameForEachKindOfSet() {
        Set<String> hashed = new HashSet<>(List.of("a", "b", "c"));
        Set<String> sorted = new TreeSet<>(List.of("c", "b", "a"));
        Set<String> linked = new LinkedHashSet<>(List.of("b", "c", "a"));

        assertThat(fingerprint(Map.of("tags", linked)))
                .isEqualTo(fingerprint(Map.of("tags", sorted)))
                .isEqualTo(fingerprint(Map.of("tags", hashed)));
    }

    @Test
    void aSetIsStoredInItsOwnOrder() {
        Set<String> linked = new LinkedHashSet<>(List.of("b", "c", "a"));

        assertThat(put(Map.of("tags", linked)).item().get("tags").l())
                .extracting(tag -> tag.s())
                .containsExactly("b", "c", "a");
    }

    @Test
    void theOrderOfAListIsContent() {
        assertThat(fingerprint(Map.of("tags", List.of("a", "b"))))
                .isNotEqualTo(fingerprint(Map.of("tags", List.of("b", "a"))));
    }

    /** Prints the fingerprint of the same order. */
    public static void main(String[] args) {
        System.out.print(fingerprint(order()));
    }

    private static Order order() {
        Set<Flag> flags = Set.copyOf(List.of(Flag.values()));
        return new Order(
                Set.copyOf(List.of("a", "b", "c", "d", "e")),
                new HashSet<>(
                        List.of(
                                new Line("pen", flags),
                                new Line("ink", Set.of(Flag.COLD, Flag.GIFT)),
                                new Line("ink", Set.of()))),
                Map.of(Flag.GIFT, Set.of(1, 2, 3, 4, 5), Flag.COLD, Set.of(7, 6, 5)));
    }

    private static String fingerprintInAnotherJvm() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SetOrderTest.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().reduce("", (before, line) -> line);
    }

    private static String fingerprint(Object item) {
        return put(item).item().get("print").s();
    }

    private static PutItemRequest put(Object item) {
        AtomicReference<PutItemRequest> put = new AtomicReference<>();
        DynamoDbClient client =
                new DynamoDbClient() {
                    @Override
                    public PutItemResponse putItem(PutItemRequest request) {
                        put.set(request);
                        return PutItemResponse.builder().build();
                    }

                    @Override
                    public String serviceName() {
                        return "dynamodb";
                    }

                    @Override
                    public void close() {}
                };
        DynamoDbSink.<Object>builder("Orders")
                .key("id")
                .fingerprint("print")
                .client(client)
                .build()
                .write(IdempotencyKey.of("1"), item);
        return put.get();
    }
}
