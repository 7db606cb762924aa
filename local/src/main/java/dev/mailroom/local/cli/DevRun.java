package dev.mailroom.local.cli;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalTemplate;
import dev.mailroom.local.step.PipelineStep;

import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What the command {@code dev} runs, for a main class that does something with it: a pipeline whose
 * steps are printed as they happen.
 *
 * <p>Closing it stops the pipeline, and so does the end of this JVM. Thread-safe.
 */
public final class DevRun implements AutoCloseable {

    private final LocalPipeline pipeline;

    private DevRun(LocalPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Starts the pipeline.
     *
     * @param out where its steps are printed
     * @param listener who else is told of each step
     * @param args the options of {@code dev}
     * @return the run, when all is up
     * @throws IllegalArgumentException if the options or the template are wrong
     * @throws IllegalStateException if a part does not start, and the message says which
     */
    public static DevRun start(
            PrintWriter out, Consumer<? super PipelineStep> listener, String... args) {
        DevCommand command = new DevCommand();
        try {
            Main.commandLine(command).parseArgs(args);
            return start(out, listener, command.options());
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static DevRun start(
            PrintWriter out, Consumer<? super PipelineStep> listener, DevOptions options) {
        LocalTemplate template = options.template();
        StepPrinter printer = new StepPrinter(out, options.json());
        printer.say("Starting " + options.file().getFileName() + " ...");
        LocalPipeline pipeline =
                template.pipeline()
                        .port(options.port())
                        .listener(
                                step -> {
                                    printer.step(step);
                                    listener.accept(step);
                                })
                        .start();
        if (options.port() != 0 && options.port() != pipeline.endpoint().getPort()) {
            printer.say("Port " + options.port() + " is taken.");
        }
        printer.up(pipeline.endpoints());
        return new DevRun(pipeline);
    }

    /**
     * Gives what runs.
     *
     * @return the pipeline
     */
    public LocalPipeline pipeline() {
        return pipeline;
    }

    /**
     * Waits for the end of this JVM, such as by Ctrl-C.
     *
     * @throws InterruptedException if somebody ends the wait
     */
    public void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
