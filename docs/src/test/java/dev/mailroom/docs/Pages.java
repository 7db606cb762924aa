package dev.mailroom.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The README and the guide. */
final class Pages {

    static final Path ROOT = Path.of(System.getProperty("mailroom.root"));
    static final Path GUIDE = ROOT.resolve("docs");

    private static final String FENCE = "```";

    /** A fenced block: what language it is in, and the line above it. */
    record Block(String place, String language, String mark, String text) {
        @Override
        public String toString() {
            return place;
        }

        /** What the line above says after these words. */
        String marked(String start) {
            return mark.startsWith(start)
                    ? mark.substring(start.length(), mark.length() - " -->".length())
                    : "";
        }
    }

    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> guide = Files.walk(GUIDE)) {
            List<Path> pages =
                    new ArrayList<>(
                            guide.filter(file -> file.toString().endsWith(".md"))
                                    .filter(file -> !file.startsWith(GUIDE.resolve("target")))
                                    .toList());
            pages.add(ROOT.resolve("README.md"));
            return pages;
        }
    }

    static List<Block> blocks(String... languages) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : all()) {
            addBlocks(page, Files.readAllLines(page), List.of(languages), blocks);
        }
        return blocks;
    }

    private static void addBlocks(
            Path page, List<String> lines, List<String> languages, List<Block> blocks) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            String language = lines.get(i).substring(FENCE.length());
            int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
            if (languages.contains(language)) {
                blocks.add(
                        new Block(
                                ROOT.relativize(page) + ":" + (i + 1),
                                language,
                                lines.get(Math.max(0, i - 1)),
                                String.join("\n", lines.subList(i + 1, end))));
            }
            i = end;
        }
    }
}
