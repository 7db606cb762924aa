package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The goals of the Maven plugin, in a project that names the plugin and nothing else of it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MavenPluginIT {

    private static final Path ROOT = Path.of(System.getProperty("mailroom.root"));
    private static final Path MAVENS = Path.of(System.getProperty("mailroom.mavens"));
    private static final String PACKAGE = "java/dev/mailroom/docs/quickstart";

    @TempDir private Path project;

    @BeforeEach
    void copyTheProject() throws IOException {
        Path main = Files.createDirectories(project.resolve("src/main/" + PACKAGE));
        copy(ROOT.resolve("consumer/src/it/plugin"), "pom.xml", project);
        copy(ROOT.resolve("docs/src/test/resources/getting-started"), "template.yaml", project);
        copy(ROOT.resolve("docs/src/test/" + PACKAGE), "UserSignupHandler.java", main);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.8", "3.9.9"})
    void checksAndRunsTheTemplateBesideThePom(String version) throws Exception {
        String[] goals = {"mailroom:doctor", "mailroom:dev", "-Dmailroom.port=0"};
        try (RunningMaven maven = maven(version).start(goals)) {
            maven.await("No mistakes found.");
            Put.signup(maven.await("Up at http://"));
            maven.await("function SignupFunction returned, 0 failed");
        }
    }

    @Test
    void whatDoesNotShipIsMissingAsInTheCloud() throws Exception {
        String output = maven("3.9.9").run(1, "mailroom:dev", "-Dsink.scope=provided");

        assertThat(output).contains("could not start function 'SignupFunction'");
    }

    @Test
    void aMistakeInTheTemplateFailsTheGoal() throws Exception {
        Path template = project.resolve("template.yaml");
        Files.writeString(
                template,
                Files.readString(template)
                        .replace("detail-type: [UserSignup]", "detail-type: [Signup]"));

        String output = maven("3.8.8").run(1, "mailroom:doctor");

        assertThat(output)
                .contains("Template: no rule feeds the route my.webapp / UserSignup")
                .contains("Resource 'SignupRule': EventPattern: no route wants what it matches");
    }

    private MavenRun maven(String version) {
        return new MavenRun(project, Jdk.ofThisBuild(), MAVENS.resolve("apache-maven-" + version));
    }

    private static void copy(Path from, String file, Path to) throws IOException {
        Files.copy(from.resolve(file), to.resolve(file));
    }
}
