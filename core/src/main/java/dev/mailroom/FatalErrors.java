package dev.mailroom;

import java.util.zip.ZipError;

/**
 * The errors after which a process should not go on: those of the Java virtual machine, such as
 * {@link OutOfMemoryError}, and the death of a thread. Everything else that is thrown, errors
 * included, fails what was being done and nothing more.
 *
 * <p>A {@link StackOverflowError} is not among them: the stack is free again when it is caught. Nor
 * is a {@link ZipError}, which only says that a file is broken.
 */
public final class FatalErrors {

    // By name, since it is to be removed from Java.
    private static final String THREAD_DEATH = "java.lang.ThreadDeath";

    private FatalErrors() {}

    /**
     * Throws the given one again if it is fatal, and does nothing otherwise. It belongs at the
     * start of each {@code catch (Throwable e)}.
     *
     * @param thrown what was caught
     */
    public static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error && isFatal(error)) {
            throw error;
        }
    }

    private static boolean isFatal(Error error) {
        if (error instanceof VirtualMachineError) {
            return !(error instanceof StackOverflowError || error instanceof ZipError);
        }
        return error.getClass().getName().equals(THREAD_DEATH);
    }
}
