package dev.mailroom.maven;

import dev.mailroom.local.cli.Main;

import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A goal that runs a command of the command line, by default with the template next to the POM. */
abstract class CommandMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /** The template, or the folder with template.yaml, template.yml or template.json. */
    @Parameter(property = "mailroom.template", defaultValue = "${project.basedir}")
    private @Nullable File template;

    /** Values of parameters of the template, each as NAME=VALUE. */
    @Parameter(property = "mailroom.parameter")
    private List<String> parameter = List.of();

    /** Whether the result is printed as JSON. */
    @Parameter(property = "mailroom.json", defaultValue = "false")
    private boolean json;

    /** Returns the command and its own options, in addition to the common ones. */
    abstract List<String> command(String classPath);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        MavenProject own = given(project);
        if (own.getPackaging().equals("pom")) {
            getLog().info("A project of packaging pom has no function.");
            return;
        }
        List<String> arguments = new ArrayList<>(command(classPath(own)));
        arguments.addAll(List.of("--template", given(template).toString()));
        arguments.addAll(options("--parameter", parameter));
        if (json) {
            arguments.add("--json");
        }
        run(arguments);
    }

    private static void run(List<String> arguments)
            throws MojoExecutionException, MojoFailureException {
        int exitCode =
                Main.run(
                        printing(System.out),
                        printing(System.err),
                        arguments.toArray(new String[0]));
        switch (exitCode) {
            case 0 -> {
                // everything went well
            }
            case 1 -> throw new MojoFailureException("It failed: see the messages above.");
            default ->
                    throw new MojoExecutionException(
                            "Its parameters are wrong: see the messages above.");
        }
    }

    private static PrintWriter printing(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** The class path that ships, without that of tests. */
    private static String classPath(MavenProject project) throws MojoExecutionException {
        try {
            return String.join(File.pathSeparator, project.getRuntimeClasspathElements());
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The runtime class path is not resolved.", e);
        }
    }

    /** An option, repeated for each of its values. */
    static List<String> options(String option, List<String> values) {
        List<String> all = new ArrayList<>();
        values.forEach(value -> all.addAll(List.of(option, value)));
        return all;
    }

    private static <T> T given(@Nullable T parameter) {
        if (parameter == null) {
            throw new IllegalStateException("Maven sets every parameter that has a default");
        }
        return parameter;
    }
}
