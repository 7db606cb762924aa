package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rooms of this module: which one may use which. */
class RoomsTest {

    private static final String ROOT = "dev.mailroom.local";
    private static final Path SOURCES = Path.of("src/main/java/dev/mailroom/local");
    private static final Pattern USE =
            Pattern.compile("\\bdev\\.mailroom\\.local((?:\\.[a-z]\\w*)*)\\.[A-Z]");

    /** What each room may use. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("internal.support", Set.of()),
                    Map.entry("internal.gateway", Set.of("internal.support")),
                    Map.entry("internal.deadletters", Set.of("internal.support")),
                    Map.entry("doctor", Set.of()),
                    Map.entry("step", Set.of()),
                    Map.entry("model", Set.of("internal.support")),
                    Map.entry("eventbus", Set.of("model", "internal.support")),
                    Map.entry("dynamodb", Set.of("model", "internal.support")),
                    Map.entry(
                            "internal.definition", Set.of("eventbus", "model", "internal.support")),
                    Map.entry("internal.delivery", Set.of("step", "model", "internal.support")),
                    Map.entry("internal.template.language", Set.of("model", "internal.support")),
                    Map.entry(
                            "internal.template",
                            Set.of(
                                    "internal.template.language",
                                    "internal.definition",
                                    "eventbus",
                                    "model",
                                    "internal.support")),
                    Map.entry(
                            "internal.doctor.policy",
                            Set.of(
                                    "internal.template.language",
                                    "internal.template",
                                    "internal.support")),
                    Map.entry(
                            "internal.doctor.shape",
                            Set.of(
                                    "internal.template.language",
                                    "internal.template",
                                    "model",
                                    "internal.support")),
                    Map.entry(
                            "internal.doctor",
                            Set.of(
                                    "internal.template.language",
                                    "internal.doctor.policy",
                                    "internal.doctor.shape",
                                    "internal.template",
                                    "doctor",
                                    "eventbus",
                                    "model",
                                    "internal.support")),
                    Map.entry(
                            "internal.sqs",
                            Set.of("step", "internal.delivery", "model", "internal.support")),
                    Map.entry(
                            "internal.eventbridge",
                            Set.of("step", "internal.delivery", "model", "internal.support")),
                    Map.entry(
                            "internal.eventbus",
                            Set.of(
                                    "step",
                                    "internal.delivery",
                                    "eventbus",
                                    "model",
                                    "internal.support")),
                    Map.entry(
                            "internal.lambda",
                            Set.of(
                                    "step",
                                    "internal.sqs",
                                    "internal.delivery",
                                    "model",
                                    "internal.support")),
                    Map.entry(
                            "internal.console",
                            Set.of(
                                    "eventbus",
                                    "internal.deadletters",
                                    "internal.gateway",
                                    "internal.sqs",
                                    "internal.delivery",
                                    "internal.definition",
                                    "model",
                                    "step",
                                    "internal.support")),
                    Map.entry(
                            "",
                            Set.of(
                                    "internal.template.language",
                                    "step",
                                    "internal.lambda",
                                    "internal.eventbridge",
                                    "internal.eventbus",
                                    "internal.gateway",
                                    "internal.sqs",
                                    "internal.console",
                                    "internal.doctor",
                                    "internal.template",
                                    "internal.delivery",
                                    "internal.definition",
                                    "dynamodb",
                                    "doctor",
                                    "eventbus",
                                    "model",
                                    "internal.support")),
                    Map.entry("junit", Set.of("step", "", "model")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "step",
                                    "",
                                    "doctor",
                                    "model",
                                    "internal.deadletters",
                                    "internal.support")));

    @Test
    void everyRoomUsesOnlyTheRoomsBelowIt() throws IOException {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (Path file : files(SOURCES, ".java")) {
            String room = room(SOURCES.relativize(file.resolveSibling("")));
            Set<String> used = uses(Files.readString(file));
            used.remove(room);
            used.removeAll(MAY_USE.getOrDefault(room, Set.of()));
            if (!used.isEmpty() && !file.endsWith("package-info.java")) {
                forbidden.put(file.toString(), used);
            }
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void thereIsNoRoomThatTheListDoesNotKnow() throws IOException {
        Set<String> rooms = new TreeSet<>();
        for (Path file : files(SOURCES, ".java")) {
            rooms.add(room(SOURCES.relativize(file.resolveSibling(""))));
        }

        assertThat(rooms).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void noRoomUsesOneThatUsesIt() {
        Set<String> done = new TreeSet<>();
        while (done.size() < MAY_USE.size()) {
            Set<String> next = new TreeSet<>(MAY_USE.keySet());
            next.removeIf(room -> done.contains(room) || !done.containsAll(MAY_USE.get(room)));
            assertThat(next).as("rooms that need only %s", done).isNotEmpty();
            done.addAll(next);
        }
    }

    @ParameterizedTest
    @MethodSource("publicTypes")
    void nothingInternalIsInAPublicSignature(Class<?> type) {
        assertThat(signatures(type)).noneMatch(name -> name.contains(ROOT + ".internal"));
    }

    static List<Class<?>> publicTypes() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        Path classes = Path.of("target/classes");
        for (Path file : files(classes.resolve("dev"), ".class")) {
            String name = classes.relativize(file).toString().replace('/', '.');
            if (!name.contains(".internal.") && !name.endsWith("package-info.class")) {
                Class<?> type =
                        Class.forName(
                                name.substring(0, name.length() - ".class".length()),
                                false,
                                RoomsTest.class.getClassLoader());
                if (Modifier.isPublic(type.getModifiers())) {
                    types.add(type);
                }
            }
        }
        return types;
    }

    private static List<String> signatures(Class<?> type) {
        List<Type> types = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            types.add(type.getGenericSuperclass());
        }
        Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .filter(member -> isVisible(member.getModifiers()))
                .forEach(member -> types.addAll(types(member)));
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers())) {
                types.add(field.getGenericType());
            }
        }
        return types.stream().map(Type::getTypeName).toList();
    }

    private static List<Type> types(Executable member) {
        List<Type> types = new ArrayList<>(List.of(member.getGenericParameterTypes()));
        types.addAll(List.of(member.getGenericExceptionTypes()));
        types.add(member.getAnnotatedReturnType().getType());
        return types;
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Set<String> uses(String source) {
        Set<String> rooms = new TreeSet<>();
        Matcher use = USE.matcher(source);
        while (use.find()) {
            rooms.add(use.group(1).isEmpty() ? "" : use.group(1).substring(1));
        }
        return rooms;
    }

    private static String room(Path folder) {
        return folder.toString().replace('/', '.');
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
