package dev.mailroom.local.internal.lambda;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of a process that creates a function's handler, and writes which events it has
 * handlers for.
 *
 * <p>It runs on the class path of the function, so it must not use any other class of this module
 * but {@link DetailSample}, and knows Mailroom's classes only by their names.
 */
final class RouteProbe {

    /** The prefix of the line that says why the routes are unknown. */
    static final String NONE = "?";

    private static final String HANDLER = "dev.mailroom.SqsBatchHandler";
    private static final String ROUTER = "dev.mailroom.eventbridge.EventRouter";

    private RouteProbe() {}

    /**
     * Writes the routes of a class to a file: one per line, source, detail-type and a sample
     * separated by tabs.
     */
    public static void main(String[] args) throws IOException {
        List<String> lines;
        try {
            lines = routes(args[0]);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            lines = List.of(NONE + why);
        }
        Files.write(Path.of(args[1]), lines);
        // The handler's own threads may still be running.
        Runtime.getRuntime().halt(0);
    }

    private static List<String> routes(String type) throws ReflectiveOperationException {
        Object handler = Class.forName(type).getDeclaredConstructor().newInstance();
        if (!isA(handler, HANDLER)) {
            return List.of(NONE + type + " does not extend SqsBatchHandler");
        }
        Object router = call(handler, "recordHandler");
        if (!isA(router, ROUTER)) {
            return List.of(NONE + "its records are not handled by an EventRouter");
        }
        if ((boolean) call(router, "takesOthers")) {
            return List.of(NONE + "it takes events by a pattern, or any event");
        }
        List<String> lines = new ArrayList<>();
        for (Object route : (List<?>) call(router, "routes")) {
            lines.add(
                    String.join(
                            "\t",
                            call(route, "source").toString(),
                            call(route, "detailType").toString(),
                            DetailSample.of((Type) call(route, "type"))));
        }
        return lines;
    }

    private static boolean isA(Object object, String type) {
        for (Class<?> own = object.getClass(); own != null; own = own.getSuperclass()) {
            if (own.getName().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static Object call(Object object, String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }
}
