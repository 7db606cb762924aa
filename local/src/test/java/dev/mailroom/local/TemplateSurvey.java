package dev.mailroom.local;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Template;
import dev.mailroom.local.model.LocalFunction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts every template of a folder, as it is and with its functions replaced, lets the doctor read
 * it, and prints what happened; {@code local/survey} runs it.
 *
 * <p>As it is: nothing of the template is changed and nothing is given to it. Since the code of its
 * functions is not built here, each handler is a class of its name that answers nothing, in a
 * process of its own on Lambda's runtime client. A template with a function that is not in Java
 * cannot start so. Replaced: each function is one in this JVM that takes any event.
 */
final class TemplateSurvey {

    private static final Set<String> FUNCTIONS =
            Set.of("AWS::Serverless::Function", "AWS::Lambda::Function");

    private int templates;
    private int java;
    private int unchanged;
    private int replaced;
    private int read;

    private TemplateSurvey() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
            System.err.println("Usage: survey FOLDER");
            System.exit(2);
        }
        new TemplateSurvey().surveyAll(Path.of(args[0]));
        // A pipeline that did not start may have left a thread behind.
        System.exit(0);
    }

    private void surveyAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(TemplateSurvey::isTemplate).sorted().toList();
        }
        for (Path file : files) {
            System.out.println(folder.relativize(file));
            survey(LocalPipeline.fromTemplate(file));
        }
        share("Java templates that start unchanged", unchanged, java);
        share("templates that start with their functions replaced", replaced, templates);
        share("templates that the doctor reads", read, templates);
    }

    private static boolean isTemplate(Path file) {
        String name = file.getFileName().toString();
        try {
            return name.matches(".*\\.(ya?ml|json|template)")
                    && Files.readString(file).contains("Resources");
        } catch (IOException e) {
            return false;
        }
    }

    private void survey(LocalTemplate template) throws IOException {
        templates++;
        String otherwise = otherwise(template);
        Map<String, Block> functions;
        try {
            functions = functions(template.read());
        } catch (RuntimeException e) {
            say("unchanged", otherwise + e.getMessage());
            return;
        }
        if (functions.values().stream().allMatch(TemplateSurvey::isJava)) {
            java++;
            Path classes = Files.createTempDirectory("survey");
            StubHandlers.compile(handlers(functions), classes);
            LocalTemplate unchanging = template.classPath(List.of(classes));
            unchanged += starts("unchanged", unchanging, otherwise);
        } else {
            say("unchanged", otherwise + "a function is not in Java");
        }
        LocalTemplate stubbed = template;
        for (String name : functions.keySet()) {
            stubbed =
                    stubbed.function(
                            LocalFunction.inProcess(
                                    name, Object.class, endpoints -> (event, context) -> null));
        }
        replaced += starts("replaced ", stubbed, otherwise);
    }

    /** What a template is that does not start: one for the doctor, or for nobody. */
    private String otherwise(LocalTemplate template) {
        try {
            int findings = Doctor.check(template).size();
            say("doctor   ", findings + " findings");
            read++;
            return "doctor only: ";
        } catch (RuntimeException e) {
            say("doctor   ", "error: " + e.getMessage());
            return "error: ";
        }
    }

    private static Map<String, Block> functions(Template template) {
        Map<String, Block> functions = new LinkedHashMap<>();
        for (Resource resource : template.resources()) {
            if (FUNCTIONS.contains(resource.type())) {
                String name = template.names().name(resource.id(), resource.place());
                functions.put(name, resource.properties());
            }
        }
        return functions;
    }

    private static boolean isJava(Block function) {
        return function.text("Runtime", "").startsWith("java");
    }

    private static List<String> handlers(Map<String, Block> functions) {
        List<String> handlers = new ArrayList<>();
        functions.values().forEach(function -> handlers.add(function.text("Handler", "")));
        return handlers;
    }

    private static int starts(String how, LocalTemplate template, String otherwise) {
        try (LocalPipeline pipeline = template.pipeline().start()) {
            say(how, "starts");
            return pipeline == null ? 0 : 1;
        } catch (RuntimeException e) {
            say(how, otherwise + e.getMessage());
            return 0;
        }
    }

    private static void say(String what, String result) {
        System.out.println("    " + what + "  " + result.replace("\n", "\n               "));
    }

    private static void share(String what, int some, int all) {
        System.out.printf("%s: %d of %d (%d %%)%n", what, some, all, 100 * some / Math.max(1, all));
    }
}
