package dev.mailroom.local.internal.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that exists while it is open. */
public final class TempFolder implements AutoCloseable {

    private final Path path;

    private TempFolder(Path path) {
        this.path = path;
    }

    public static TempFolder create() throws IOException {
        return new TempFolder(Files.createTempDirectory("mailroom-"));
    }

    public Path path() {
        return path;
    }

    public Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    /** Copies a resource next to a class to a path in this folder. */
    public Path unpack(Class<?> owner, String resource, String name) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("No resource " + resource + " beside " + owner.getName());
            }
            Files.copy(in, file);
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
