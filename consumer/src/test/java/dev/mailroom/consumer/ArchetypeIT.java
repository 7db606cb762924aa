package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the archetype makes: a project that passes its tests, runs and can be deployed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ArchetypeIT {

    private static final String GENERATE =
            "org.apache.maven.plugins:maven-archetype-plugin:3.4.0:generate";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"standard, 21", "fifo, 25"})
    void makesAProjectThatPassesItsTestsAndRuns(String queue, int javaVersion) throws Exception {
        Jdk jdk = jdkFor(javaVersion);
        Path project = generate(jdk, queue, javaVersion);

        assertThat(files(project))
                .containsExactlyInAnyOrder(
                        ".gitignore",
                        "pom.xml",
                        "template.yaml",
                        "src/main/java/com/example/shop/UserSignupHandler.java",
                        "src/test/java/com/example/shop/SignupOnThisMachineTest.java",
                        "src/test/java/com/example/shop/UserSignupHandlerTest.java");
        assertThat(project.resolve(".gitignore")).hasContent("target/");
        assertThat(Files.readAllLines(project.resolve("pom.xml"))).hasSizeLessThanOrEqualTo(60);
        assertThat(project.resolve("template.yaml"))
                .content()
                .contains("Runtime: java" + javaVersion + "\n")
                .contains("Handler: com.example.shop.UserSignupHandler\n")
                .doesNotContain("#if", "#else", "#end", "${");
        try (RunningMaven maven =
                new MavenRun(project, jdk)
                        .start("verify", "mailroom:doctor", "mailroom:dev", "-Dmailroom.port=0")) {
            maven.await("No mistakes found.");
            String upAt = maven.await("Up at http://");
            Put.signup(upAt);
            maven.await("function SignupFunction returned, 0 failed");

            useTheUserAsKey(project);
            new MavenRun(project, jdk).run("compile");
            Put.signup(upAt);
            maven.await("function SignupFunction started");
            maven.await("function SignupFunction returned, 0 failed");
        }
        assertPassed(project, "UserSignupHandlerTest", 1);
        assertPassed(project, "SignupOnThisMachineTest", 2);
        assertThat(project.resolve("target/function/lib"))
                .isDirectoryContaining("glob:**/mailroom-core-*.jar")
                .isDirectoryNotContaining("glob:**/{mailroom-local,junit,assertj}*.jar");
    }

    private static List<String> files(Path project) throws IOException {
        try (Stream<Path> all = Files.walk(project)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> project.relativize(file).toString())
                    .toList();
        }
    }

    /** The change that "Getting started" makes while the pipeline runs. */
    private static void useTheUserAsKey(Path project) throws IOException {
        Path handler = project.resolve("src/main/java/com/example/shop/UserSignupHandler.java");
        Files.writeString(
                handler,
                Files.readString(handler)
                        .replace("event.key()", "IdempotencyKey.of(event.detail().userId())")
                        .replace(
                                "import dev.mailroom.Sink;",
                                "import dev.mailroom.IdempotencyKey;\nimport dev.mailroom.Sink;"));
    }

    private Path generate(Jdk jdk, String queue, int javaVersion) throws Exception {
        new MavenRun(folder, jdk)
                .run(
                        GENERATE,
                        "-DinteractiveMode=false",
                        "-DarchetypeGroupId=dev.mailroom",
                        "-DarchetypeArtifactId=mailroom-archetype",
                        "-DarchetypeVersion=" + System.getProperty("mailroom.version"),
                        "-DgroupId=com.example",
                        "-DartifactId=shop",
                        "-Dversion=1.0",
                        "-Dpackage=com.example.shop",
                        "-Dqueue=" + queue,
                        "-DjavaVersion=" + javaVersion);
        return folder.resolve("shop");
    }

    /** This build's, or the newest one on the machine if that compiles for more. */
    private static Jdk jdkFor(int javaVersion) throws IOException {
        Jdk own = Jdk.ofThisBuild();
        Optional<Jdk> jdk = own.feature() >= javaVersion ? Optional.of(own) : Jdk.find(25);
        if (jdk.isEmpty()) {
            System.out.println(
                    "SKIPPED the archetype for Java "
                            + javaVersion
                            + ": no JDK 25 in JAVA_HOME_25 or /usr/lib/jvm");
        }
        Assumptions.assumeTrue(jdk.isPresent(), "no JDK 25");
        return jdk.get();
    }

    private static void assertPassed(Path project, String test, int tests) {
        assertThat(
                        project.resolve(
                                "target/surefire-reports/TEST-com.example.shop." + test + ".xml"))
                .content()
                .contains("tests=\"" + tests + "\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    }
}
