package dev.mailroom.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.tools.ToolProvider;

/** Stand-ins for handlers whose code is not available: they accept any event. */
final class StubHandlers {

    private StubHandlers() {}

    /** Compiles a class for each handler, such as {@code com.example.Work::handle}. */
    static void compile(List<String> handlers, Path folder) throws IOException {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (String handler : handlers) {
            String[] parts = handler.split("::", 2);
            methods.computeIfAbsent(parts[0], type -> new TreeSet<>(Set.of("handleRequest")))
                    .add(parts.length == 1 ? "handleRequest" : parts[1]);
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("java.class.path")));
        for (Map.Entry<String, Set<String>> type : methods.entrySet()) {
            arguments.add(write(type.getKey(), type.getValue(), folder).toString());
        }
        int fault =
                methods.isEmpty()
                        ? 0
                        : ToolProvider.getSystemJavaCompiler()
                                .run(null, null, null, arguments.toArray(new String[0]));
        if (fault != 0) {
            throw new IllegalArgumentException("no stub for the handlers " + handlers);
        }
    }

    private static Path write(String type, Set<String> methods, Path folder) throws IOException {
        int dot = type.lastIndexOf('.');
        String name = type.substring(dot + 1);
        StringBuilder source = new StringBuilder();
        if (dot > 0) {
            source.append("package ").append(type, 0, dot).append(";\n");
        }
        source.append("public class ").append(name);
        source.append(
                " implements com.amazonaws.services.lambda.runtime.RequestHandler<Object, Object> {\n");
        for (String method : methods) {
            source.append("public Object ").append(method);
            source.append("(Object event, com.amazonaws.services.lambda.runtime.Context context)");
            source.append(" { return null; }\n");
        }
        Path file = folder.resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source.append("}\n"));
    }
}
