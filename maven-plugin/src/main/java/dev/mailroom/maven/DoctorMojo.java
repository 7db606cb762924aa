package dev.mailroom.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the mistakes in the project's template by which messages are lost, and fails if there are
 * any.
 */
@Mojo(name = "doctor", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DoctorMojo extends CommandMojo {

    /**
     * Events that functions have handlers for, each as SOURCE/DETAIL-TYPE; by default those of
     * their routers.
     */
    @Parameter(property = "mailroom.route")
    private List<String> route = List.of();

    /** Called by Maven. */
    public DoctorMojo() {}

    @Override
    List<String> command(String classPath) {
        List<String> command = new ArrayList<>(List.of("doctor", "--classpath", classPath));
        command.addAll(options("--route", route));
        return command;
    }
}
