package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No class of core needs, directly or through others, a class that needs it, so that each can be
 * read after those that it needs. That is why a class that logs takes its logger by name, from
 * {@link BatchLog}, and not from {@code SqsBatchHandler.class}.
 */
class NoCirclesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/mailroom");
    private static final Pattern COMMENTS_AND_TEXTS =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("(?<![.\\w])[A-Z]\\w*");

    @Test
    void noClassNeedsOneThatNeedsIt() throws IOException {
        Map<String, Set<String>> needs = needs();
        assertThat(needs).containsKey("SqsBatchHandler");

        Set<String> left = new TreeSet<>(needs.keySet());
        Set<String> free = left;
        while (!free.isEmpty()) {
            free = withoutNeeds(left, needs);
            left.removeAll(free);
        }

        assertThat(left).as("classes in circles, or above one").isEmpty();
    }

    private static Set<String> withoutNeeds(Set<String> left, Map<String, Set<String>> needs) {
        return left.stream()
                .filter(name -> needs.get(name).stream().noneMatch(left::contains))
                .collect(Collectors.toSet());
    }

    /** What each class names in its code. */
    private static Map<String, Set<String>> needs() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            Map<String, Set<String>> needs = new TreeMap<>();
            files.filter(file -> !file.endsWith("package-info.java"))
                    .forEach(file -> needs.put(name(file), names(file)));
            return needs;
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static Set<String> names(Path file) {
        try {
            String code = COMMENTS_AND_TEXTS.matcher(Files.readString(file)).replaceAll(" ");
            Set<String> names =
                    NAME.matcher(code)
                            .results()
                            .map(found -> found.group())
                            .collect(Collectors.toCollection(TreeSet::new));
            names.remove(name(file));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
