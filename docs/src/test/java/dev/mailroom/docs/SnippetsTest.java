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
import java.util.stream.Stream;

/**
 * Every Java block of the README and the guide is the region of a source file that the build
 * compiles and runs. The line above the block names it: {@code <!-- snippet:
 * path/to/File.java#region -->}.
 */
class SnippetsTest {

    private static final Path ROOT = Path.of(System.getProperty("mailroom.root"));
    private static final String MARK = "<!-- snippet: ";

    record Block(String place, String snippet, String code) {
        @Override
        public String toString() {
            return place;
        }
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            addBlocks(page, Files.readAllLines(page), blocks);
        }
        return blocks;
    }

    @Test
    void theReadmeShowsCode() throws IOException {
        assertThat(blocks()).anyMatch(block -> block.place().startsWith("README.md"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyJavaBlockIsARegionOfASourceThatRuns(Block block) throws IOException {
        assertThat(block.snippet())
                .as("the line above the block at %s", block.place())
                .startsWith(MARK);
        String[] fileAndRegion =
                block.snippet()
                        .substring(MARK.length(), block.snippet().indexOf(" -->"))
                        .split("#", 2);

        assertThat(block.code())
                .isEqualTo(region(ROOT.resolve(fileAndRegion[0]), fileAndRegion[1]));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> guide = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages =
                    new ArrayList<>(guide.filter(file -> file.toString().endsWith(".md")).toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    private static void addBlocks(Path page, List<String> lines, List<Block> blocks) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```java")) {
                int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
                blocks.add(
                        new Block(
                                ROOT.relativize(page) + ":" + (i + 1),
                                lines.get(Math.max(0, i - 1)),
                                String.join("\n", lines.subList(i + 1, end))));
            }
        }
    }

    private static String region(Path file, String region) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = indexOf(lines, "// region " + region, 0) + 1;
        int end = indexOf(lines, "// endregion", start);
        return String.join("\n", lines.subList(start, end)).stripIndent();
    }

    private static int indexOf(List<String> lines, String mark, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(mark)) {
                return i;
            }
        }
        throw new AssertionError("no line \"" + mark + "\"");
    }
}
