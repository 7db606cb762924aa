package dev.mailroom.eventbridge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.DateTimeException;

/**
 * Tells what a payload did from what is wrong with the code that it is bound by. Only the first is
 * poison. What cannot be told is blamed on the code: the message is then delivered again, while a
 * message that is poison may leave the queue for good.
 */
final class Blame {

    /** Bounded, since a user's exceptions may cause one another in a circle. */
    private static final int MAX_CAUSES = 100;

    private Blame() {}

    /**
     * Returns what the code threw, or null if the payload is to blame.
     *
     * @param failure what binding a detail threw
     */
    static @Nullable Throwable ofCode(Throwable failure) {
        Throwable thrown = failure;
        for (int i = 0; i < MAX_CAUSES; i++) {
            if (thrown instanceof InvalidDefinitionException definition) {
                return withoutPath(definition);
            }
            Throwable cause = thrown.getCause();
            if (cause == null || !isWrapper(thrown)) {
                break;
            }
            thrown = cause;
        }
        return isOfPayload(thrown) ? null : thrown;
    }

    private static boolean isWrapper(Throwable thrown) {
        return thrown instanceof JsonProcessingException
                || thrown instanceof InvocationTargetException;
    }

    /** The text speaks of the type; the path to it may have keys of maps, which are data. */
    private static Throwable withoutPath(InvalidDefinitionException definition) {
        InvalidDefinitionException copy =
                InvalidDefinitionException.from(
                        (JsonParser) null, definition.getOriginalMessage(), definition.getType());
        copy.setStackTrace(definition.getStackTrace());
        return copy;
    }

    private static boolean isOfPayload(Throwable thrown) {
        if (thrown instanceof JsonProcessingException || thrown instanceof StackOverflowError) {
            return true; // Jackson's own judgement, or a nesting that no stack holds
        }
        return saysThatAnArgumentIsWrong(thrown) && !isThrownByInitializer(thrown);
    }

    private static boolean saysThatAnArgumentIsWrong(Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                || thrown instanceof NullPointerException
                || thrown instanceof IndexOutOfBoundsException
                || thrown instanceof ArithmeticException
                || thrown instanceof ClassCastException
                || thrown instanceof DateTimeException
                || thrown instanceof ParseException
                || thrown instanceof URISyntaxException
                || thrown instanceof MalformedURLException
                // What a deserializer may throw about its text; subclasses speak of files and
                // hosts.
                || thrown.getClass() == IOException.class;
    }

    /** Jackson hands on the cause of an ExceptionInInitializerError in its place. */
    private static boolean isThrownByInitializer(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getMethodName().equals("<clinit>")) {
                return true;
            }
            if (frame.getClassName().startsWith("com.fasterxml.jackson.")) {
                return false;
            }
        }
        return false;
    }
}
