package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The project of the page "Getting started", outside of this build: it has nothing of Mailroom but
 * its artifacts, and its own POM, handler, template and tests.
 */
class ConsumerIT {

    private static final Path ROOT = Path.of(System.getProperty("mailroom.root"));
    private static final Path GETTING_STARTED =
            ROOT.resolve("docs/src/test/resources/getting-started");
    private static final String PACKAGE = "java/dev/mailroom/docs/quickstart";
    private static final String ALL_PASSED = "errors=\"0\" skipped=\"0\" failures=\"0\"";

    @TempDir private Path project;

    @BeforeEach
    void copyProject() throws IOException {
        Path main = Files.createDirectories(project.resolve("src/main/" + PACKAGE));
        Path test = Files.createDirectories(project.resolve("src/test/" + PACKAGE));
        Path shown = ROOT.resolve("docs/src/test/" + PACKAGE);
        copy(GETTING_STARTED, "pom.xml", project);
        copy(GETTING_STARTED, "template.yaml", project);
        copy(shown, "UserSignupHandler.java", main);
        copy(shown, "UserSignupHandlerTest.java", test);
        copy(
                ROOT.resolve("consumer/src/it/getting-started/src/test/" + PACKAGE),
                "SignupOnThisMachineTest.java",
                test);
    }

    @Test
    void buildsRunsItsTestsAndIsAFunctionOnJava17() throws Exception {
        MavenRun maven = new MavenRun(project, Jdk.ofThisBuild());
        verify(maven, 17);

        assertThat(maven.tools()).isDirectoryNotContaining("glob:**/{npm,node,dynoxide}");
        Path function = project.resolve("target/function");
        assertThat(function.resolve("dev/mailroom/docs/quickstart/UserSignupHandler.class"))
                .isRegularFile();
        assertThat(function.resolve("lib"))
                .isDirectoryContaining("glob:**/mailroom-core-*.jar")
                .isDirectoryContaining("glob:**/url-connection-client-*.jar")
                .isDirectoryNotContaining("glob:**/{apache,netty}*.jar")
                .isDirectoryNotContaining("glob:**/{mailroom-testing,junit,assertj}*.jar");
    }

    @Test
    void buildsAndRunsItsTestsOnJava25() throws Exception {
        Optional<Jdk> jdk = Jdk.find(25);
        if (jdk.isEmpty()) {
            System.out.println(
                    "SKIPPED the consumer for Java 25: no JDK 25 in JAVA_HOME_25 or /usr/lib/jvm");
        }
        Assumptions.assumeTrue(jdk.isPresent(), "no JDK 25");

        verify(new MavenRun(project, jdk.get()), 25);
    }

    @Test
    void itsPomIsAPageLongAndExcludesNothing() throws IOException {
        assertThat(Files.readAllLines(project.resolve("pom.xml")))
                .hasSizeLessThanOrEqualTo(60)
                .noneMatch(line -> line.contains("exclusion"));
    }

    private void verify(MavenRun maven, int release) throws Exception {
        maven.run("-Dmaven.compiler.release=" + release, "verify");

        assertThat(reportOf("UserSignupHandlerTest")).contains("tests=\"1\" " + ALL_PASSED);
        assertThat(reportOf("SignupOnThisMachineTest"))
                .contains("tests=\"2\" " + ALL_PASSED)
                .contains(
                        "name=\"java.specification.version\" value=\""
                                + maven.jdk().feature()
                                + "\"");
    }

    private String reportOf(String test) throws IOException {
        return Files.readString(
                project.resolve(
                        "target/surefire-reports/TEST-dev.mailroom.docs.quickstart."
                                + test
                                + ".xml"));
    }

    private static void copy(Path from, String file, Path to) throws IOException {
        Files.copy(from.resolve(file), to.resolve(file));
    }
}
