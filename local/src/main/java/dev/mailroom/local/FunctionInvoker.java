package dev.mailroom.local;

/** Calls a function, wherever it runs. */
sealed interface FunctionInvoker extends AutoCloseable permits ProcessInvoker, InProcessInvoker {

    String name();

    /**
     * Makes the function ready for its first call.
     *
     * @throws IllegalStateException if it cannot be made ready; the message says why
     */
    void start() throws InterruptedException;

    /** Calls the function; several threads may do so at the same time. */
    InvocationResult invoke(Invocation invocation) throws InterruptedException;

    /** Kills the process of the function, if it has one. */
    void kill() throws InterruptedException;

    @Override
    void close() throws InterruptedException;
}
