package dev.mailroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.docs.Pages.Block;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Every block of Java, YAML and XML in the README and the guide is the region of a file that the
 * build compiles and runs, or all of it. The line above the block names it: {@code <!-- snippet:
 * path/to/File.java#region -->}.
 */
class SnippetsTest {

    static List<Block> blocks() throws IOException {
        return Pages.blocks("java", "yaml", "xml");
    }

    @Test
    void theReadmeShowsCode() throws IOException {
        assertThat(blocks()).anyMatch(block -> block.place().startsWith("README.md"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsARegionOfAFileThatRuns(Block block) throws IOException {
        String[] fileAndRegion = block.marked("<!-- snippet: ").split("#", 2);
        assertThat(fileAndRegion[0]).as("file above the block at %s", block).isNotBlank();
        Path file = Pages.ROOT.resolve(fileAndRegion[0]);

        assertThat(block.text())
                .isEqualTo(
                        fileAndRegion.length == 1
                                ? Files.readString(file).strip()
                                : region(file, fileAndRegion[1]));
    }

    private static String region(Path file, String region) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = indexOf(lines, comment(file, "region " + region), 0) + 1;
        int end = indexOf(lines, comment(file, "endregion"), start);
        return String.join("\n", lines.subList(start, end)).stripTrailing().stripIndent();
    }

    private static String comment(Path file, String text) {
        String name = file.toString();
        if (name.endsWith(".java")) {
            return "// " + text;
        }
        return name.endsWith(".xml") ? "<!-- " + text + " -->" : "# " + text;
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
