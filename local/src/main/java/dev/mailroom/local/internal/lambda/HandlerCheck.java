package dev.mailroom.local.internal.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import dev.mailroom.local.model.LocalProcessFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks the handler of a function before its process starts: Lambda's runtime client would report
 * a wrong one only at the first invocation. The class is loaded, but not initialized.
 */
final class HandlerCheck {

    private final LocalProcessFunction function;
    private final String type;
    private final @Nullable String method;

    private HandlerCheck(LocalProcessFunction function) {
        String[] parts = function.handler().split("::", 2);
        this.function = function;
        this.type = parts[0];
        this.method = parts.length == 2 ? parts[1] : null;
    }

    /**
     * Checks that the handler of a function exists and can be constructed.
     *
     * @throws InitException if not; the message says what is missing
     */
    static void check(LocalProcessFunction function) throws InitException {
        HandlerCheck check = new HandlerCheck(function);
        String fault = check.fault();
        if (fault != null) {
            throw new InitException(fault, null);
        }
    }

    private @Nullable String fault() {
        try (URLClassLoader loader =
                new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            return fault(Class.forName(type, false, loader), loader);
        } catch (ClassNotFoundException e) {
            return "Class not found: "
                    + type
                    + ". Its class path is "
                    + function.classPath()
                    + ": is what CodeUri names built?";
        } catch (LinkageError e) {
            // A class that the handler extends or uses in a signature.
            return "Class " + type + " cannot be linked: " + e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String fault(Class<?> handler, ClassLoader loader)
            throws ClassNotFoundException {
        // C31
        if (Stream.of(handler.getConstructors()).noneMatch(it -> it.getParameterCount() == 0)) {
            return "Class " + type + " has no public zero-argument constructor";
        }
        if (method == null) {
            return isA(RequestHandler.class, handler, loader)
                            || isA(RequestStreamHandler.class, handler, loader)
                    ? null
                    : "Class does not implement an appropriate handler interface: " + type;
        }
        return Stream.of(handler.getMethods()).anyMatch(it -> it.getName().equals(method))
                ? null
                : "Class " + type + " has no public method " + method;
    }

    private static boolean isA(Class<?> ofThisJvm, Class<?> handler, ClassLoader loader)
            throws ClassNotFoundException {
        return Class.forName(ofThisJvm.getName(), false, loader).isAssignableFrom(handler);
    }

    private URL[] urls() throws IOException {
        List<Path> entries = new ArrayList<>(RuntimeLibrary.jars());
        entries.addAll(function.classPath());
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries) {
            urls.add(entry.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
