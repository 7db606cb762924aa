package dev.mailroom.local;

import dev.mailroom.local.model.LocalFunction;
import dev.mailroom.local.model.LocalTable;

import java.io.IOException;

/** A JVM of its own with a pipeline in it, which is closed when standard input ends. */
final class HostMain {

    static final String READY = "ready";

    private HostMain() {}

    public static void main(String[] args) throws IOException {
        LocalPipeline pipeline =
                LocalPipeline.builder()
                        .table(LocalTable.of("Signups"))
                        .function(
                                LocalFunction.process("f", ScriptedHandler.class.getName())
                                        .classPath(TestSystem.classPath()))
                        .start();
        System.out.println(READY);
        while (System.in.read() >= 0) {}
        pipeline.close();
    }
}
