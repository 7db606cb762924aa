package dev.mailroom.local.internal.lambda;

/**
 * An environment in which a function runs: a process of its own, or an instance of its handler in
 * this JVM. It serves one invocation at a time (C34).
 */
sealed interface ExecutionEnvironment extends AutoCloseable
        permits FunctionProcess, HandlerInstance {

    /** Gets the function ready for its first invocation. */
    void init() throws InitException, InterruptedException;

    InvocationResult invoke(Invocation invocation) throws InterruptedException;

    /** Whether it can serve another invocation. */
    boolean isAlive();

    @Override
    void close() throws InterruptedException;
}
