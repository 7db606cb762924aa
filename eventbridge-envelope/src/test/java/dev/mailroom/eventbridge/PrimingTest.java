package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class PrimingTest {

    private static final List<String> BOUND = new ArrayList<>();

    record Lenient(String name) {
        @JsonCreator
        Lenient {
            BOUND.add("lenient");
        }
    }

    record Strict(String name) {
        Strict {
            BOUND.add("strict");
            Objects.requireNonNull(name, "name");
        }
    }

    @Test
    void bindsASampleOfEachTypeAndCallsNoHandler() {
        List<Object> handled = new ArrayList<>();
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                EventType.of("a \"b\"", "Strict", Strict.class),
                                event -> handled.add(event))
                        .on(
                                EventType.of("a", "Lenient", Lenient.class),
                                event -> handled.add(event))
                        .build();
        BOUND.clear();

        routes.prime();

        assertThat(BOUND).containsExactly("strict", "lenient");
        assertThat(handled).isEmpty();
    }
}
