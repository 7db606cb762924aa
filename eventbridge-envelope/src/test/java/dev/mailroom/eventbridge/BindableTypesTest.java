package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which types of details are refused when the router is built. */
class BindableTypesTest {

    interface Shape {}

    abstract static class Abstract {}

    static final class NoCreator {
        NoCreator(String one, int two) {}
    }

    record Drawing(String name, Shape shape) {}

    record Drawings(List<Drawing> all) {}

    record Named(Map<String, Optional<Shape>> byName) {}

    record Tree(String name, List<Tree> children) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(Circle.class))
    interface Typed {}

    record Circle(int radius) implements Typed {}

    record Canvas(Typed typed, Object anything, Number number, CharSequence text) {}

    static final class WithGetter {
        public String name = "";

        public List<Shape> getShapes() {
            return List.of();
        }
    }

    @JsonDeserialize(as = Dot.class)
    interface Mapped {}

    record Dot(int x, int y) implements Mapped {}

    static List<Arguments> unbindable() {
        return List.of(
                Arguments.of(Shape.class, "detail", Shape.class.getName()),
                Arguments.of(Abstract.class, "detail", Abstract.class.getName()),
                Arguments.of(NoCreator.class, "detail", NoCreator.class.getName()),
                Arguments.of(Drawing.class, "detail.shape", Shape.class.getName()),
                Arguments.of(Drawings.class, "detail.all[*].shape", Shape.class.getName()),
                Arguments.of(Named.class, "detail.byName[*]", Shape.class.getName()),
                Arguments.of(Shape[].class, "detail[*]", Shape.class.getName()));
    }

    @ParameterizedTest
    @MethodSource("unbindable")
    void aTypeThatJacksonCanNeverBindIsRefusedWhenTheRouterIsBuilt(
            Class<?> type, String where, String what) {
        EventType<?> events = EventType.of("my.shop", "Drawn", type);

        assertThatIllegalStateException()
                .isThrownBy(() -> EventRouter.builder().on(events, event -> {}).build())
                .withMessage(
                        "Jackson can never bind "
                                + where
                                + " of "
                                + events
                                + ": "
                                + what
                                + " needs a constructor or @JsonCreator that Jackson can call, or the"
                                + " mapper a deserializer for it");
    }

    @Test
    void thatGoesForPatternsAndGenericTypesToo() {
        EventPattern<List<Shape>> shapes =
                EventPattern.of("{\"source\":[\"my.shop\"]}", new TypeReference<>() {});

        assertThatIllegalStateException()
                .isThrownBy(() -> EventRouter.builder().on(shapes, event -> {}).build())
                .withMessageStartingWith("Jackson can never bind detail[*] of " + shapes);
    }

    @Test
    void anOptionalWithoutItsModuleIsRefused() {
        EventType<Named> events = EventType.of("my.shop", "Named", Named.class);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                EventRouter.builder()
                                        .on(events, event -> {})
                                        .mapper(new ObjectMapper())
                                        .build())
                .withMessageStartingWith("Jackson can never bind detail.byName[*] of " + events)
                .withMessageContaining("jackson-datatype-jdk8");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Tree.class,
                Canvas.class,
                Typed.class,
                Mapped.class,
                WithGetter.class,
                JsonNode.class,
                Object.class,
                String.class,
                Void.class,
                Map.class,
                List.class,
                Set.class,
                int[].class,
                Optional.class
            })
    void aTypeThatJacksonCanBindIsTaken(Class<?> type) {
        assertThat(
                        EventRouter.builder()
                                .on(EventType.of("a", "b", type), event -> {})
                                .build()
                                .routes())
                .hasSize(1);
    }

    @Test
    void aMapperThatHasADeserializerForItIsBelieved() {
        ObjectMapper mapper =
                JsonMapper.builder()
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(Shape.class, failing(new IOException())))
                        .build();

        assertThat(
                        EventRouter.builder()
                                .on(EventType.of("a", "b", Drawing.class), event -> {})
                                .mapper(mapper)
                                .build()
                                .routes())
                .hasSize(1);
    }

    private static JsonDeserializer<Shape> failing(IOException failure) {
        return new JsonDeserializer<>() {
            @Override
            public Shape deserialize(JsonParser parser, DeserializationContext context)
                    throws IOException {
                throw failure;
            }
        };
    }
}
