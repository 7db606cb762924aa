package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of Maven on a project, with the settings of this build. Its local repository has Mailroom's
 * artifacts as this build made them; all else is linked to the local repository of this build, so
 * that nothing is fetched twice, and Mailroom's snapshots stay out of it.
 */
record MavenRun(Path project, Jdk jdk, Path maven) {

    private static final Path STAGED = Path.of(System.getProperty("mailroom.repository"));
    private static final String[] SETTINGS =
            System.getProperty("mailroom.maven.settings").split(":", 2);
    private static final Path OWN = Path.of(System.getProperty("mailroom.maven.repository"));

    /** With the Maven of this build. */
    MavenRun(Path project, Jdk jdk) {
        this(project, jdk, Path.of(System.getProperty("mailroom.maven.home")));
    }

    /** Runs Maven with these arguments and returns what it printed; fails if it fails. */
    String run(String... arguments) throws IOException, InterruptedException {
        return run(0, arguments);
    }

    /** Runs Maven with these arguments and returns what it printed; fails if it ends otherwise. */
    String run(int exitCode, String... arguments) throws IOException, InterruptedException {
        Path output = project.resolve("output.txt");
        ProcessBuilder builder = builder(arguments).redirectOutput(output.toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in 5 minutes").isTrue();
        } finally {
            process.destroy();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }

    /** Starts Maven with these arguments. */
    RunningMaven start(String... arguments) throws IOException {
        return new RunningMaven(builder(arguments).start());
    }

    private ProcessBuilder builder(String... arguments) throws IOException {
        link(OWN, STAGED, Set.of("dev"));
        link(OWN.resolve("dev"), STAGED.resolve("dev"), Set.of("mailroom"));
        // Else Maven would take the folder above that has one for the root of the project.
        Files.createDirectories(project.resolve(".mvn"));
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.directory(project.toFile());
        builder.environment().put("JAVA_HOME", jdk.home().toString());
        builder.environment().put("PATH", tools().toString());
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return builder.redirectErrorStream(true);
    }

    /**
     * A folder with the tools of this machine, but neither npm nor a database server: who uses
     * Mailroom has a JDK and Maven.
     */
    Path tools() throws IOException {
        Path tools = Files.createDirectories(STAGED.resolveSibling("tools"));
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            link(Path.of(folder), tools, Set.of("npm", "npx", "node", "dynoxide"));
        }
        return tools;
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(maven.resolve("bin/mvn").toString());
        command.addAll(List.of("-B", "-q", "-Dmaven.repo.local=" + STAGED));
        addIfThere(command, "-s", SETTINGS[0]);
        addIfThere(command, "-gs", SETTINGS[1]);
        command.addAll(List.of(arguments));
        return command;
    }

    private static void addIfThere(List<String> command, String option, String file) {
        if (Files.isRegularFile(Path.of(file))) {
            command.addAll(List.of(option, file));
        }
    }

    private static void link(Path from, Path into, Set<String> without) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry :
                    entries.filter(path -> !without.contains(path.getFileName().toString()))
                            .toList()) {
                Path link = into.resolve(entry.getFileName());
                if (Files.notExists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, entry);
                }
            }
        }
    }
}
