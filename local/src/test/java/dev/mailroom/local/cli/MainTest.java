package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class MainTest {

    @Test
    void helpNamesTheCommands() {
        CommandRun run = new CommandRun("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: mailroom ", "  dev ", "  doctor ", "  put ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "doctor", "put", "dlq", "dlq try"})
    void everyCommandHasHelpAndAVersion(String command) {
        CommandRun help = new CommandRun((command + " --help").split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: mailroom " + command);
        assertThat(new CommandRun((command + " --version").split(" ")).out())
                .startsWith("mailroom ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Missing required subcommand|mailroom",
                "nonsense|Unmatched argument at index 0: 'nonsense'|mailroom",
                "put --source a|Missing required option: '--detail-type=<detailType>'|mailroom put",
                "dev --template missing.yaml|There is no template missing.yaml.|mailroom dev",
                "dev --every x=soon --template pom.xml|A period is such as 10s, 5m or 1h, not 'soon'.|mailroom dev",
                "dev --env NAME=a --template pom.xml|--env needs FUNCTION.NAME=VALUE, not 'NAME'.|mailroom dev",
                "dev --debug x:y --template pom.xml|--debug needs FUNCTION[:PORT], not 'x:y'.|mailroom dev",
                "doctor --template missing.yaml|There is no template missing.yaml.|mailroom doctor",
                "put --source a --detail-type b --detail @missing.json|There is no file missing.json.|mailroom put",
            })
    void wrongUseEndsWithTwoAndSaysWhereToLook(String args, String message, String command) {
        CommandRun run = new CommandRun(args.isEmpty() ? new String[0] : args.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo(message + "\nTry '" + command + " --help'.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFolderWithoutATemplateIsWrongUse(@TempDir Path folder) {
        CommandRun run = new CommandRun("doctor", "--template", folder.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "There is no template.yaml, template.yml, template.json in "
                                + folder
                                + ": name the template by --template.");
    }

    @Test
    void aFolderStandsForItsTemplate(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("template.yml"), "Resources: {}");

        assertThat(new CommandRun("doctor", "--template", folder.toString()).err()).isEmpty();
    }
}
