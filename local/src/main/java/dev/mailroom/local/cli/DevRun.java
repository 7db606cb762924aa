package dev.mailroom.local.cli;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.step.PipelineStep;

import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * The pipeline that the command {@code dev} runs and whose steps it prints, for a main class of
 * your own.
 *
 * <p>Closing it stops the pipeline, and so does the end of this JVM. Thread-safe.
 */
public final class DevRun implements AutoCloseable {

    private final DevOptions options;
    private final StepPrinter printer;
    private final Consumer<? super PipelineStep> listener;
    private final TemplateWatch template;
    private volatile LocalPipeline pipeline;

    private DevRun(DevOptions options, StepPrinter printer, Consumer<? super PipelineStep> listener)
            throws IOException {
        this.options = options;
        this.printer = printer;
        this.listener = listener;
        this.template = TemplateWatch.of(options.file());
        boolean started = false;
        try {
            this.pipeline = builder().port(options.port()).start();
            started = true;
        } finally {
            if (!started) {
                template.close();
            }
        }
    }

    /**
     * Starts the pipeline.
     *
     * @param out where the steps are printed
     * @param listener is also told of each step
     * @param args the options of {@code dev}
     * @return the run, once everything is up
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
        // Before anything is printed: a wrong option is the only message.
        var unused = options.template();
        StepPrinter printer = new StepPrinter(out, options.json());
        printer.say("Starting " + options.file().getFileName() + " ...");
        try {
            DevRun run = new DevRun(options, printer, listener);
            int port = run.pipeline.endpoint().getPort();
            if (options.port() != 0 && options.port() != port) {
                printer.say("Port " + options.port() + " is taken.");
            }
            printer.up(run.pipeline.endpoints());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The template " + options.file() + " cannot be watched.", e);
        }
    }

    private LocalPipelineBuilder checked() {
        LocalPipelineBuilder changed = builder().port(pipeline.endpoint().getPort());
        changed.check();
        return changed;
    }

    private LocalPipelineBuilder builder() {
        return options.template()
                .pipeline()
                .console()
                .listener(
                        step -> {
                            printer.step(step);
                            listener.accept(step);
                        });
    }

    /**
     * Returns the running pipeline; after a change of the template, it is another one.
     *
     * @return the pipeline
     */
    public LocalPipeline pipeline() {
        return pipeline;
    }

    /**
     * Runs until this JVM ends, for example by Ctrl-C, and restarts the pipeline when the template
     * has changed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await() throws InterruptedException {
        try {
            while (true) {
                template.awaitChange();
                startAnew();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The template " + options.file() + " cannot be read.", e);
        }
    }

    /** Starts the changed template at the same address, if it can run. */
    private void startAnew() throws IOException, InterruptedException {
        String file = options.file().getFileName() + " has changed";
        try {
            LocalPipelineBuilder changed = template.read(this::checked);
            printer.say(file + ": starting again, with empty queues and tables ...");
            pipeline.close();
            pipeline = changed.start();
            printer.up(pipeline.endpoints());
        } catch (IllegalArgumentException e) {
            printer.say(file + " and cannot run; what ran before continues: " + e.getMessage());
        } catch (IllegalStateException e) {
            printer.say(file + " and does not start: " + e.getMessage() + " Change it again.");
        }
    }

    @Override
    public void close() {
        try {
            template.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pipeline.close();
        }
    }
}
