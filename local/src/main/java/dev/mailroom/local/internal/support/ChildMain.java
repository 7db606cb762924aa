package dev.mailroom.local.internal.support;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The main class of every process that a pipeline starts: runs another main class, and halts when
 * the pipeline's JVM is gone.
 *
 * <p>It is the only class of this module on the class path of the process, so it must not use any
 * other.
 */
final class ChildMain {

    private ChildMain() {}

    /** Runs the main class that the first argument names, with the other arguments. */
    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(ChildMain::haltWithTheParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    // However the parent ends, even by kill -9, the other end of standard input closes.
    private static void haltWithTheParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            System.err.println("The pipeline cannot be seen any more: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
