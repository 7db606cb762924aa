package dev.mailroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links inside the repository lead somewhere, and the table of contents leads everywhere. */
class LinksTest {

    private static final Pattern LINK =
            Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    static List<Path> pages() throws IOException {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            Path target =
                    link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
            if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                broken.add(link.group());
            }
        }

        assertThat(broken).as("links of %s", page).isEmpty();
    }

    @Test
    void everyPageIsInTheTableOfContents() throws IOException {
        String contents = Files.readString(Pages.GUIDE.resolve("README.md"));
        try (Stream<Path> pages = Files.list(Pages.GUIDE)) {
            List<String> names =
                    pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .toList();

            assertThat(names).allSatisfy(name -> assertThat(contents).contains("](" + name + ")"));
        }
    }

    private static boolean hasHeading(Path page, String anchor) throws IOException {
        return anchor == null
                || Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchorOf(line).equals(anchor));
    }

    /** As GitHub makes it of a heading. */
    private static String anchorOf(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
