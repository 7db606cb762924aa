package dev.mailroom.local.internal.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a process that ends with this JVM; the process runs on the same JDK. */
public final class JavaCommand {

    // As on Lambda: a function starts often and runs for a short time.
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
    // The runtime client uses native code, about which these releases warn.
    private static final int FIRST_RELEASE_THAT_WARNS = 24;

    private JavaCommand() {}

    public static List<String> of(
            Path launcher,
            List<String> options,
            List<Path> classPath,
            String mainClass,
            List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        if (Runtime.version().feature() >= FIRST_RELEASE_THAT_WARNS) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.add("-cp");
        command.add(classPath(launcher, classPath));
        command.add(ChildMain.class.getName());
        command.add(mainClass);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static String classPath(Path launcher, List<Path> entries) {
        List<Path> all = new ArrayList<>(List.of(launcher));
        all.addAll(entries);
        // Absolute, because the process has a working directory of its own.
        return all.stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Copies the main class, and other self-contained ones, to a folder for the processes, so that
     * this module's dependencies do not get onto their class path.
     */
    public static Path unpackLauncher(TempFolder folder, Class<?>... others) throws IOException {
        unpack(folder, ChildMain.class);
        for (Class<?> other : others) {
            unpack(folder, other);
        }
        return folder.folder("launcher");
    }

    private static void unpack(TempFolder folder, Class<?> type) throws IOException {
        String path = type.getName().replace('.', '/') + ".class";
        folder.unpack(type, "/" + path, "launcher/" + path);
    }
}
