package dev.mailroom.local.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

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

    /** Waits until the text of the file differs from what it was at the last call. */
    void awaitChange() throws IOException, InterruptedException {
        for (String now = text(); now.equals(seen); now = text()) {
            WatchKey key = folder.take();
            key.pollEvents();
            key.reset();
        }
        seen = text();
    }

    private String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            // An editor is replacing it.
            return seen;
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
