package dev.mailroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that the pages name are there. */
class NamesTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)`");

    private static Set<String> classes;

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    @BeforeAll
    static void readTheNamesOfAllClasses() throws IOException {
        classes = new HashSet<>();
        for (Path folder : sources()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .map(name -> name.replace(".java", ""))
                        .forEach(classes::add);
            }
        }
    }

    /** Nothing else: other modules may be built at the same time. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            return modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesIsThere(Path page) throws IOException {
        assertThat(classes).containsAll(names(TEST, page));
    }

    @Test
    void everyClassOfTheArchitectureIsThere() throws IOException {
        assertThat(classes).containsAll(names(CLASS, Pages.GUIDE.resolve("architecture.md")));
    }

    private static Set<String> names(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toSet());
    }
}
