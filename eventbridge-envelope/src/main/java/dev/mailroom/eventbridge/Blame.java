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
 * Decides whether the payload or the code that binds it is at fault. Only a fault of the payload is
 * poison. In case of doubt the code is blamed: the message is then redelivered, while a poison
 * message may leave the queue for good.
 */
final class Blame {

    /** Bounded, because exceptions may be each other's causes. */
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

    /** The text is about the type; the path to it may contain keys of maps, which are data. */
    private static Throwable withoutPath(InvalidDefinitionException definition) {
        InvalidDefinitionException copy =
                InvalidDefinitionException.from(
                        (JsonParser) null, definition.getOriginalMessage(), definition.getType());
        copy.setStackTrace(definition.getStackTrace());
        return copy;
    }

    private static boolean isOfPayload(Throwable thrown) {
        if (thrown instanceof JsonProcessingException || thrown instanceof StackOverflowError) {
            return true; // Jackson's own judgement, or nesting too deep for the stack
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
                // What a deserializer may throw about its text; subclasses are about files and
                // hosts.
                || thrown.getClass() == IOException.class;
    }

    /** Jackson passes on the cause of an ExceptionInInitializerError in place of the error. */
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
