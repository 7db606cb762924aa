package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mailroom.local.LocalPipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class TemplateTest {

    private static final Path TEMPLATE = Path.of(System.getProperty("mailroom.template"));

    /** C23: building a rule compiles its pattern by event-ruler's own check. */
    @ParameterizedTest
    @CsvSource({
        "standard, webapp, no, classic",
        "fifo, webapp, no, classic",
        "standard, default, no, classic",
        "fifo, webapp, yes, classic",
        "standard, webapp, yes, custom"
    })
    void everyVariantIsAPipeline(String order, String bus, String variants, String kind) {
        assertThat(
                        LocalPipeline.fromTemplate(TEMPLATE)
                                .parameter("ScheduledOrder", order)
                                .parameter("SignupBusName", bus)
                                .parameter("SignupVariants", variants)
                                .parameter("BusKind", kind)
                                .pipeline())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "JavaRuntime, java25",
        "Architecture, arm64",
        "SignupPollers, 5",
        "DeploymentType, Canary10Percent5Minutes",
        "ArchiveDays, 0"
    })
    void itIsAPipelineHoweverItIsOperated(String parameter, String value) {
        assertThat(LocalPipeline.fromTemplate(TEMPLATE).parameter(parameter, value).pipeline())
                .isNotNull();
    }

    @Test
    void cfnLintFindsNothing() throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "cfn-lint is not installed: the template is not linted.");
        Process lint =
                new ProcessBuilder("cfn-lint", TEMPLATE.toString())
                        .redirectErrorStream(true)
                        .start();
        String findings = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(findings).isEmpty();
        assertThat(lint.waitFor()).isZero();
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("cfn-lint", "--version").start();
            version.getInputStream().readAllBytes();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
