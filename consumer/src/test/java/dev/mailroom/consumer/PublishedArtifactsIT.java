package dev.mailroom.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

/** What is published, as a user's build and Maven Central see it. */
class PublishedArtifactsIT {

    private static final Path REPOSITORY =
            Path.of(System.getProperty("mailroom.repository"), "dev", "mailroom");

    /** In bytes. It guards against accidents; the budget is 260 KB: docs/performance.md. */
    private static final long LIMIT = 360_000;

    private static final String VERSION = System.getProperty("mailroom.version");

    @ParameterizedTest
    @CsvSource({
        "mailroom-core, dev.mailroom",
        "mailroom-eventbridge-envelope, dev.mailroom.eventbridge",
        "mailroom-dynamodb-sink, dev.mailroom.dynamodb",
        "mailroom-sqs-redelivery, dev.mailroom.sqs",
        "mailroom-powertools, dev.mailroom.powertools",
        "mailroom-opentelemetry, dev.mailroom.opentelemetry",
        "mailroom-testing, dev.mailroom.testing"
    })
    void isOneModuleOfOnePackageThatHasItsName(String artifact, String name) {
        ModuleDescriptor module =
                ModuleFinder.of(file(artifact, ".jar")).findAll().stream()
                        .map(ModuleReference::descriptor)
                        .findFirst()
                        .orElseThrow();

        assertThat(module.name()).isEqualTo(name);
        assertThat(module.packages()).containsExactly(name);
    }

    @Test
    void whatAFunctionIsMadeOfIsSmall() throws IOException {
        long bytes = 0;
        for (String artifact :
                List.of(
                        "mailroom-core",
                        "mailroom-eventbridge-envelope",
                        "mailroom-dynamodb-sink",
                        "mailroom-sqs-redelivery")) {
            bytes += Files.size(file(artifact, ".jar"));
        }

        assertThat(bytes).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mailroom-parent", "mailroom-bom"})
    void saysWhatMavenCentralAsksFor(String artifact) throws Exception {
        for (String element :
                List.of(
                        "name",
                        "description",
                        "url",
                        "licenses/license/name",
                        "licenses/license/url",
                        "developers/developer/name",
                        "scm/connection",
                        "scm/url",
                        "profiles/profile[id='sign']//plugin[artifactId='maven-gpg-plugin']")) {
            assertThat(text(artifact, element)).as(element).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailroom-core",
                "mailroom-eventbridge-envelope",
                "mailroom-dynamodb-sink",
                "mailroom-sqs-redelivery",
                "mailroom-powertools",
                "mailroom-testing",
                "mailroom-opentelemetry",
                "mailroom-local",
                "mailroom-local-dynamodb",
                "mailroom-maven-plugin",
                "mailroom-archetype"
            })
    void hasANameAndADescriptionOfItsOwn(String artifact) throws Exception {
        assertThat(text(artifact, "name")).startsWith("Mailroom: ");
        assertThat(text(artifact, "description")).endsWith(".");
        assertThat(text(artifact, "parent/artifactId")).isEqualTo("mailroom-parent");
    }

    @Test
    void theServersNoticeAndLicencesTravelWithIt() throws IOException {
        Path jar = file("mailroom-local-dynamodb", "-linux-x86_64.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path metaInf = files.getPath("META-INF");

            assertThat(metaInf.resolve("NOTICE")).content().startsWith("Dynoxide\nCopyright ");
            assertThat(metaInf.resolve("LICENSE-MIT")).content().startsWith("MIT License\n");
            assertThat(metaInf.resolve("LICENSE-APACHE"))
                    .content()
                    .contains("Version 2.0, January 2004");
        }
    }

    private static String text(String artifact, String element) throws Exception {
        Document pom =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(file(artifact, ".pom").toFile());
        XPath path = XPathFactory.newDefaultInstance().newXPath();
        return path.evaluate("/project/" + element, pom);
    }

    private static Path file(String artifact, String end) {
        return REPOSITORY
                .resolve(artifact)
                .resolve(VERSION)
                .resolve(artifact + "-" + VERSION + end);
    }
}
