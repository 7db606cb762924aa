package dev.mailroom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.docs.Pages.Block;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every command of the README and the guide stands in a script that CI runs, named by {@code <!--
 * run by: path -->} above its block, or {@code <!-- not run: reason -->} says why not.
 */
class CommandsTest {

    private static final String COMMENT = " #";

    static List<Block> blocks() throws IOException {
        return Pages.blocks("sh");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyCommandIsRunOrSaysWhyNot(Block block) throws IOException {
        if (!block.marked("<!-- not run: ").isBlank()) {
            return;
        }
        String script = block.marked("<!-- run by: ");
        assertThat(script).as("script above the block at %s", block).isNotBlank();

        assertThat(commands(Pages.ROOT.resolve(script)))
                .containsAll(block.text().lines().map(CommandsTest::command).toList());
    }

    /** What a script runs, without the options that only keep its log short. */
    private static List<String> commands(Path script) throws IOException {
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(script)) {
            commands.add(command(line.replace(" -B -ntp", "")));
        }
        return commands;
    }

    private static String command(String line) {
        int comment = line.indexOf(COMMENT);
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }
}
