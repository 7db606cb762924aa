package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class paths of a template's functions.
 *
 * @param classPath the class path that the user sets for all of them; empty if not set
 * @param ofTests the class path of tests, for functions that are not built; a function counts as
 *     built if its {@code CodeUri} is among these entries
 */
public record FunctionCode(List<Path> classPath, List<Path> ofTests) {

    public static final FunctionCode BUILT = new FunctionCode(List.of(), List.of());

    /** The class path of one function; empty if its code is missing. */
    List<Path> of(Path templateFolder, Block function) {
        if (!classPath.isEmpty()) {
            return classPath;
        }
        Path code = code(templateFolder, function);
        if (code != null && (ofTests.isEmpty() || isIn(ofTests, code))) {
            return Files.isDirectory(code) ? unpacked(code) : List.of(code);
        }
        return ofTests;
    }

    private static @Nullable Path code(Path templateFolder, Block function) {
        if (!function.has("CodeUri") || !function.json("CodeUri").isTextual()) {
            return null;
        }
        try {
            Path code = templateFolder.resolve(function.text("CodeUri")).normalize();
            return Files.exists(code) ? code : null;
        } catch (InvalidPathException e) {
            return null; // an s3:// address, say
        }
    }

    private static boolean isIn(List<Path> classPath, Path code) {
        Path absolute = code.toAbsolutePath().normalize();
        return classPath.stream()
                .anyMatch(entry -> entry.toAbsolutePath().normalize().equals(absolute));
    }

    /**
     * The class path of a folder, as Lambda unpacks a function.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Deploy Java
     *     Lambda functions with .zip or JAR file archives</a>
     */
    private static List<Path> unpacked(Path folder) {
        List<Path> entries = new ArrayList<>(List.of(folder));
        Path lib = folder.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .forEach(entries::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.copyOf(entries);
    }
}
