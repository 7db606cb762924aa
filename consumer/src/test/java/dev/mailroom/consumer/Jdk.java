package dev.mailroom.consumer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JDK on this machine. */
record Jdk(Path home, int feature) {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    static Jdk ofThisBuild() {
        return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** Finds one by {@code JAVA_HOME_<feature>}, or else where Linux packages put it. */
    static Optional<Jdk> find(int feature) throws IOException {
        if (ofThisBuild().feature() == feature) {
            return Optional.of(ofThisBuild());
        }
        String named = System.getenv("JAVA_HOME_" + feature);
        if (named != null) {
            return Optional.of(new Jdk(Path.of(named), feature));
        }
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED)) {
                for (Path home : homes) {
                    if (isJdk(home, feature)) {
                        return Optional.of(new Jdk(home, feature));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** By the file that each JDK has; the names of folders are anybody's. */
    private static boolean isJdk(Path home, int feature) throws IOException {
        Path release = home.resolve("release");
        return Files.isExecutable(home.resolve("bin/javac"))
                && Files.isRegularFile(release)
                && Files.readString(release).contains("JAVA_VERSION=\"" + feature);
    }
}
