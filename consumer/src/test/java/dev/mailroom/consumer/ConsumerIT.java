package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Maven project outside of this build that has nothing of Mailroom but its artifacts: with the
 * README's dependencies it compiles the README's handler and test, and runs them.
 */
class ConsumerIT {

    private static final Path ROOT = Path.of(System.getProperty("mailroom.root"));
    private static final Path PROJECT = ROOT.resolve("consumer/src/it/quickstart");
    private static final Path LOCAL = ROOT.resolve("consumer/src/it/local");
    private static final Path GETTING_STARTED =
            ROOT.resolve("docs/src/test/resources/getting-started");
    private static final String PACKAGE = "java/dev/mailroom/docs/quickstart";

    @TempDir private Path project;

    @Test
    void buildsAndRunsTheReadmesHandlerForJava17() throws Exception {
        buildAndRun(Jdk.ofThisBuild(), 17);
    }

    @Test
    void buildsAndRunsTheReadmesHandlerForJava25() throws Exception {
        Optional<Jdk> jdk = Jdk.find(25);
        if (jdk.isEmpty()) {
            System.out.println(
                    "SKIPPED the consumer for Java 25: no JDK 25 in JAVA_HOME_25 or /usr/lib/jvm");
        }
        Assumptions.assumeTrue(jdk.isPresent(), "no JDK 25");
        buildAndRun(jdk.get(), 25);
    }

    @Test
    void gettingStartedsProjectBecomesAFunctionWithOneHttpClient() throws Exception {
        Path main = Files.createDirectories(project.resolve("src/main/" + PACKAGE));
        copy(GETTING_STARTED, "pom.xml", project);
        copy(ROOT.resolve("docs/src/test/" + PACKAGE), "UserSignupHandler.java", main);

        new MavenRun(project, Jdk.ofThisBuild()).run("package");

        Path function = project.resolve("target/function");
        assertThat(function.resolve("dev/mailroom/docs/quickstart/UserSignupHandler.class"))
                .isRegularFile();
        assertThat(function.resolve("lib"))
                .isDirectoryContaining("glob:**/mailroom-core-*.jar")
                .isDirectoryContaining("glob:**/url-connection-client-*.jar")
                .isDirectoryNotContaining("glob:**/{apache,netty}*.jar");
    }

    @Test
    void runsAPipelineInATestWithAJdkAndMavenAlone() throws Exception {
        Path main = Files.createDirectories(project.resolve("src/main/" + PACKAGE));
        Path test = Files.createDirectories(project.resolve("src/test/" + PACKAGE));
        copy(LOCAL, "pom.xml", project);
        copy(GETTING_STARTED, "template.yaml", project);
        copy(ROOT.resolve("docs/src/test/" + PACKAGE), "UserSignupHandler.java", main);
        copy(LOCAL.resolve("src/test/" + PACKAGE), "SignupOnThisMachineTest.java", test);

        MavenRun maven = new MavenRun(project, Jdk.ofThisBuild());
        maven.run("test");

        assertThat(maven.tools()).isDirectoryNotContaining("glob:**/{npm,node,dynoxide}");
        assertThat(
                        project.resolve(
                                "target/surefire-reports/TEST-dev.mailroom.docs.quickstart.SignupOnThisMachineTest.xml"))
                .content()
                .contains("tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\"");
    }

    @Test
    void hasTheDependenciesThatTheReadmeSays() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("<dependencyManagement>");
        int end = readme.indexOf("</dependencies>\n```", start);

        assertThat(Files.readString(PROJECT.resolve("pom.xml")))
                .containsIgnoringWhitespaces(readme.substring(start, end));
    }

    private void buildAndRun(Jdk jdk, int release) throws Exception {
        copyProject();
        String output =
                new MavenRun(project, jdk).run("-Dmaven.compiler.release=" + release, "verify");

        assertThat(output)
                .contains("Java " + jdk.feature() + "\n")
                .contains("stored [UserSignup[userId=u-1, email=ada@example.com, name=Ada]]\n")
                .contains("kept message-2\n")
                .doesNotContain("kept message-1");
        assertThat(project.resolve("target/surefire-reports")).isDirectoryContaining("glob:**.xml");
    }

    private void copyProject() throws IOException {
        Path main = Files.createDirectories(project.resolve("src/main/" + PACKAGE));
        Path test = Files.createDirectories(project.resolve("src/test/" + PACKAGE));
        Path shown = ROOT.resolve("docs/src/test/" + PACKAGE);
        copy(PROJECT, "pom.xml", project);
        copy(shown, "UserSignupHandler.java", main);
        copy(shown, "UserSignupHandlerTest.java", test);
        copy(PROJECT.resolve("src/test/" + PACKAGE), "FeedOneBatch.java", test);
    }

    private static void copy(Path from, String file, Path to) throws IOException {
        Files.copy(from.resolve(file), to.resolve(file));
    }
}
