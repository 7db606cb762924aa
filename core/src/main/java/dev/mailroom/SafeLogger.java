package dev.mailroom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;

/**
 * A logger that changes nothing: whatever cannot be logged, such as an exception whose text throws,
 * is logged as far as it can be.
 *
 * <p>Thread-safe. Only {@linkplain FatalErrors fatal errors} get out of it.
 */
public final class SafeLogger {

    private final Logger logger;

    private SafeLogger(Logger logger) {
        this.logger = logger;
    }

    /**
     * Returns the logger of a name.
     *
     * @param name the name, usually that of a class that users know
     * @return the logger
     */
    public static SafeLogger named(String name) {
        return new SafeLogger(LoggerFactory.getLogger(name));
    }

    /**
     * Tells whether the level debug is logged.
     *
     * @return whether it is
     */
    public boolean isDebugEnabled() {
        return logger.isDebugEnabled();
    }

    /**
     * Tells whether the level info is logged.
     *
     * @return whether it is
     */
    public boolean isInfoEnabled() {
        return logger.isInfoEnabled();
    }

    /**
     * Logs at level debug.
     *
     * @param format the text, with {@code {}} for each argument
     * @param arguments the arguments; a throwable at the end is logged with its stack
     */
    public void debug(String format, Object... arguments) {
        write(logger::debug, format, arguments);
    }

    /**
     * Logs at level info.
     *
     * @param format the text, with {@code {}} for each argument
     * @param arguments the arguments; a throwable at the end is logged with its stack
     */
    public void info(String format, Object... arguments) {
        write(logger::info, format, arguments);
    }

    /**
     * Logs at level warn.
     *
     * @param format the text, with {@code {}} for each argument
     * @param arguments the arguments; a throwable at the end is logged with its stack
     */
    public void warn(String format, Object... arguments) {
        write(logger::warn, format, arguments);
    }

    /**
     * Logs at level error.
     *
     * @param format the text, with {@code {}} for each argument
     * @param arguments the arguments; a throwable at the end is logged with its stack
     */
    public void error(String format, Object... arguments) {
        write(logger::error, format, arguments);
    }

    private interface Level {
        void log(String format, Object... arguments);
    }

    private static void write(Level level, String format, Object... arguments) {
        try {
            level.log(format, arguments);
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            writeWithoutCause(level, format, arguments, e);
        }
    }

    private static void writeWithoutCause(
            Level level, String format, Object[] arguments, Throwable failure) {
        Object[] names = Arrays.copyOf(arguments, arguments.length + 1);
        for (int i = 0; i < arguments.length; i++) {
            names[i] =
                    arguments[i] instanceof Throwable cause
                            ? cause.getClass().getName()
                            : arguments[i];
        }
        names[arguments.length] = failure.getClass().getName();
        boolean hasCause =
                arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable;
        String ending =
                hasCause ? ": {}, which cannot be logged: {}" : " (not logged at first: {})";
        try {
            level.log(format + ending, names);
        } catch (Throwable e) {
            FatalErrors.rethrow(e); // otherwise there is nowhere left to log it
        }
    }
}
