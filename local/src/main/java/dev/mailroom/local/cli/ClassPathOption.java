package dev.mailroom.local.cli;

import dev.mailroom.local.LocalTemplate;

import picocli.CommandLine.Option;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The option for the code that functions ship with. */
final class ClassPathOption {

    private static final String ALL_JARS = "/*";

    @Option(
            names = "--classpath",
            paramLabel = "ENTRIES",
            description =
                    "What the functions ship with: folders of classes and jars, as for java; lib/*"
                            + " is all jars of lib.")
    private List<String> classPath = new ArrayList<>();

    boolean isGiven() {
        return !classPath.isEmpty();
    }

    /** The template with this class path, if it is given. */
    LocalTemplate of(LocalTemplate template) {
        return isGiven() ? template.classPath(entries()) : template;
    }

    private List<Path> entries() {
        List<Path> all = new ArrayList<>();
        for (String some : classPath) {
            for (String entry : some.split(File.pathSeparator, -1)) {
                if (entry.endsWith(ALL_JARS)) {
                    String folder = entry.substring(0, entry.length() - ALL_JARS.length());
                    all.addAll(jars(Path.of(folder)));
                } else if (!entry.isEmpty()) {
                    all.add(Path.of(entry));
                }
            }
        }
        return all;
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read.", e);
        }
        jars.sort(null);
        return jars;
    }
}
