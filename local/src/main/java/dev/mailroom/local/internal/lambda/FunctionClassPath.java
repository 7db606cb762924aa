package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.internal.support.TempFolder;
import dev.mailroom.local.model.LocalProcessFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The class path of a function's next process. If the function reloads, it is a copy of the
 * folders, renewed after each change, so that a build does not disturb running processes.
 */
final class FunctionClassPath {

    private final LocalProcessFunction function;
    private final TempFolder folder;
    private @Nullable Version latest;
    private int copies;

    FunctionClassPath(LocalProcessFunction function, TempFolder folder) {
        this.function = function;
        this.folder = folder;
    }

    /** The class path as it is now. */
    synchronized Version latest() throws IOException {
        Version known = latest;
        if (known == null || function.reloads()) {
            known = now(known);
            latest = known;
        }
        return known;
    }

    /** Whether this is still the class path. It is, while a build is still writing another. */
    boolean isLatest(Version version) {
        try {
            return latest().equals(version);
        } catch (IOException e) {
            return true;
        }
    }

    private Version now(@Nullable Version known) throws IOException {
        if (!function.reloads()) {
            return new Version(Map.of(), function.classPath());
        }
        try {
            Map<Path, Map<Path, State>> files = files();
            return known == null || known.isReplacedBy(files) ? copy(files) : known;
        } catch (UncheckedIOException | IOException e) {
            if (known == null) {
                throw e;
            }
            // A build is deleting the files: the next check will find what it writes.
            return known;
        }
    }

    private Map<Path, Map<Path, State>> files() throws IOException {
        Map<Path, Map<Path, State>> all = new LinkedHashMap<>();
        for (Path entry : function.classPath()) {
            Map<Path, State> ofEntry = new TreeMap<>();
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    ofEntry.put(file, State.of(file));
                }
            }
            all.put(entry, ofEntry);
        }
        return all;
    }

    private Version copy(Map<Path, Map<Path, State>> files) throws IOException {
        copies++;
        List<Path> entries = new ArrayList<>();
        for (Map.Entry<Path, Map<Path, State>> entry : files.entrySet()) {
            entries.add(
                    Files.isDirectory(entry.getKey())
                            ? copy(entry.getKey(), entry.getValue().keySet(), entries.size())
                            : entry.getKey());
        }
        return new Version(files, List.copyOf(entries));
    }

    private Path copy(Path entry, Iterable<Path> files, int number) throws IOException {
        Path copy = folder.folder("classes-" + function.name() + "-" + copies + "/" + number);
        for (Path file : files) {
            Path target = copy.resolve(entry.relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file, target);
        }
        return copy;
    }

    /**
     * The class path at some time.
     *
     * @param files the files of each entry, as they were before they were copied
     * @param entries the entries for a process
     */
    record Version(Map<Path, Map<Path, State>> files, List<Path> entries) {

        /**
         * Whether the files have changed. An empty entry has just been cleaned by a build, and does
         * not count.
         */
        boolean isReplacedBy(Map<Path, Map<Path, State>> others) {
            return !others.equals(files)
                    && files.entrySet().stream()
                            .noneMatch(
                                    entry ->
                                            !entry.getValue().isEmpty()
                                                    && Map.of().equals(others.get(entry.getKey())));
        }
    }

    /** The mark by which a changed file is recognized. */
    record State(FileTime modified, long size) {

        static State of(Path file) throws IOException {
            return new State(Files.getLastModifiedTime(file), Files.size(file));
        }
    }
}
