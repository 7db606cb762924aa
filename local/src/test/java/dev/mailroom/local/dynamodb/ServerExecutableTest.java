package dev.mailroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mailroom.local.internal.support.TempFolder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ServerExecutableTest {

    private static final Platform WITHOUT_A_JAR = Platform.of("Linux", "riscv64");

    @TempDir private Path folder;

    @Test
    void oneThatIsNamedComesBeforeTheBundledOne() throws IOException {
        Path named = executable("named");

        assertThat(find(named, Platform.of("Linux", "amd64"), "")).isEqualTo(named);
    }

    @Test
    void theBundledOneComesBeforeThePath() throws IOException {
        executable("dynoxide");

        try (TempFolder unpacked = TempFolder.create()) {
            Path found =
                    new ServerExecutable(null, Platform.of("Linux", "amd64"), folder.toString())
                            .in(unpacked);

            assertThat(found).isEqualTo(unpacked.path().resolve("dynoxide")).isExecutable();
        }
    }

    @Test
    void oneOnThePathIsTheLastThatIsLookedFor() throws IOException {
        Path onThePath = executable("dynoxide");
        String path = "no-such-folder" + File.pathSeparator + folder;

        assertThat(find(null, WITHOUT_A_JAR, path)).isEqualTo(onThePath);
    }

    @Test
    void withoutAnyTheMessageNamesThePlatformAndFourWays() {
        assertThatIllegalStateException()
                .isThrownBy(() -> find(null, WITHOUT_A_JAR, folder.toString()))
                .withMessage(
                        "DynamoDB: there is no server for linux-riscv64. Name the endpoint of one"
                                + " that is running (-Dmailroom.dynamodb.endpoint,"
                                + " DynamoDbServer.at or @LocalAws(dynamoDbEndpoint)), name the"
                                + " executable of a Dynoxide (-Dmailroom.dynamodb.executable,"
                                + " DynamoDbServer.executable or @LocalAws(dynamoDbExecutable)),"
                                + " add the artifact mailroom-local-dynamodb with the classifier"
                                + " linux-riscv64, or put dynoxide on the PATH");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, dynoxide",
        "Linux, aarch64, linux-aarch_64, dynoxide",
        "Mac OS X, x86_64, osx-x86_64, dynoxide",
        "Mac OS X, aarch64, osx-aarch_64, dynoxide",
        "Windows 11, amd64, windows-x86_64, dynoxide.exe"
    })
    void aPlatformHasTheNameOfItsJar(String os, String arch, String jar, String executable) {
        assertThat(Platform.of(os, arch)).hasToString(jar);
        assertThat(Platform.of(os, arch).executable()).isEqualTo(executable);
    }

    private static Path find(Path named, Platform platform, String path) throws IOException {
        try (TempFolder unpacked = TempFolder.create()) {
            return new ServerExecutable(named, platform, path).in(unpacked);
        }
    }

    private Path executable(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
