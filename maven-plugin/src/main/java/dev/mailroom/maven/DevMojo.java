package dev.mailroom.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles the project and runs its template on this machine until Ctrl-C: EventBridge, SQS, Lambda
 * and DynamoDB. The functions run on the class path of the scope runtime, which is what ships.
 */
@Mojo(name = "dev", requiresDependencyResolution = ResolutionScope.RUNTIME)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class DevMojo extends CommandMojo {

    /** The port of the one address for all services; the next free one if it is taken. */
    @Parameter(property = "mailroom.port", defaultValue = "8700")
    private int port;

    /** Further variables of functions, each as FUNCTION.NAME=VALUE. */
    @Parameter(property = "mailroom.env")
    private List<String> env = List.of();

    /** Functions to leave out. */
    @Parameter(property = "mailroom.without")
    private List<String> without = List.of();

    /** Other rates for schedules, each as RULE=PERIOD, such as every-minute=10s. */
    @Parameter(property = "mailroom.every")
    private List<String> every = List.of();

    /** Functions that a debugger may attach to, each as FUNCTION or FUNCTION:PORT. */
    @Parameter(property = "mailroom.debug")
    private List<String> debug = List.of();

    /** Called by Maven. */
    public DevMojo() {}

    @Override
    List<String> command(String classPath) {
        List<String> command =
                new ArrayList<>(
                        List.of("dev", "--classpath", classPath, "--port", Integer.toString(port)));
        command.addAll(options("--env", env));
        command.addAll(options("--without", without));
        command.addAll(options("--every", every));
        command.addAll(options("--debug", debug));
        return command;
    }
}
