package dev.mailroom.local.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Supplier;

/** Waits for changes of a template. */
final class TemplateWatch implements AutoCloseable {

    private final Path file;
    private final WatchService folder;
    private String seen;

    private TemplateWatch(Path file, WatchService folder) throws IOException {
        this.file = file;
        this.folder = folder;
        this.seen = Files.readString(file);
    }

    static TemplateWatch of(Path file) throws IOException {
        WatchService watch = FileSystems.getDefault().newWatchService();
        // Watches the folder, because editors replace the file that they change.
        file.toAbsolutePath()
                .resolveSibling(".")
                .register(
                        watch,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
        return new TemplateWatch(file, watch);
    }

    /** Waits until the text of the file differs from what was read last. */
    void awaitChange() throws IOException, InterruptedException {
        while (text().equals(seen)) {
            awaitEvent();
        }
    }

    /**
     * Reads the template, and once more if the file has changed meanwhile: an editor writes it in
     * steps, and what is read half-written must neither run nor count as seen.
     */
    <T> T read(Supplier<T> reader) throws IOException, InterruptedException {
        while (true) {
            seen = text();
            try {
                T template = reader.get();
                if (text().equals(seen)) {
                    return template;
                }
            } catch (IllegalArgumentException e) {
                if (text().equals(seen)) {
                    throw e;
                }
            }
        }
    }

    /** The text of the file, which an editor may be replacing. */
    private String text() throws IOException, InterruptedException {
        while (true) {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException e) {
                awaitEvent();
            }
        }
    }

    private void awaitEvent() throws InterruptedException {
        WatchKey key = folder.take();
        key.pollEvents();
        key.reset();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
