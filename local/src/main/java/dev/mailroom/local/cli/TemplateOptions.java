package dev.mailroom.local.cli;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options for a template and the values of its parameters. */
final class TemplateOptions {

    private static final List<String> USUAL =
            List.of("template.yaml", "template.yml", "template.json");

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--template",
            paramLabel = "FILE|FOLDER",
            defaultValue = ".",
            description =
                    "The SAM or CloudFormation template, or the folder with template.yaml,"
                            + " template.yml or template.json. Default: this folder.")
    private Path template = Path.of(".");

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "The value of a parameter of the template; as often as needed.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    /** The template with these values. */
    LocalTemplate template() {
        LocalTemplate read = LocalPipeline.fromTemplate(file());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            read = read.parameter(parameter.getKey(), parameter.getValue());
        }
        return read;
    }

    /** The file, which exists. */
    Path file() {
        if (Files.isDirectory(template)) {
            return USUAL.stream()
                    .map(template::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> wrong(noneIn(template)));
        }
        if (!Files.isRegularFile(template)) {
            throw wrong("There is no template " + template + ".");
        }
        return template;
    }

    private static String noneIn(Path folder) {
        return "There is no "
                + String.join(", ", USUAL)
                + " in "
                + folder.toAbsolutePath().normalize()
                + ": name the template by --template.";
    }

    /** An error in the options. */
    ParameterException wrong(String message) {
        if (command == null) {
            throw new IllegalStateException("picocli sets the command");
        }
        return new ParameterException(command.commandLine(), message);
    }
}
