package dev.mailroom.local;

import dev.mailroom.local.model.LocalFunction;

import java.util.concurrent.CountDownLatch;

/** A JVM of its own with a pipeline in it, which never closes it. */
final class HostMain {

    static final String READY = "ready";

    private HostMain() {}

    public static void main(String[] args) throws InterruptedException {
        LocalPipeline.builder()
                .dynamoDbLocal(TestSystem.dynamoDbClassPathFile())
                .function(
                        LocalFunction.process("f", ScriptedHandler.class.getName())
                                .classPath(TestSystem.classPath()))
                .start();
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
