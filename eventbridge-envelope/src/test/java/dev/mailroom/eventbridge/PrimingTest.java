package dev.mailroom.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class PrimingTest {

    private static final List<String> BOUND = new ArrayList<>();

    private static final EventPattern<Lenient> NO_SAMPLE =
            EventPattern.of("{\"source\":[\"somebody\"]}", Lenient.class);

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

    private final List<Object> handled = new ArrayList<>();

    @BeforeEach
    void forgetWhatWasBound() {
        BOUND.clear();
    }

    @Test
    void bindsASampleOfEachTypeAndCallsNoHandler() {
        EventRouter routes =
                EventRouter.builder()
                        .on(
                                EventType.of("a \"b\"", "Strict", Strict.class),
                                event -> handled.add(event))
                        .on(
                                EventType.of("a", "Lenient", Lenient.class),
                                event -> handled.add(event))
                        .build();

        routes.prime();

        assertThat(BOUND).containsExactly("strict", "lenient");
        assertThat(handled).isEmpty();
    }

    @Test
    void bindsTheDetailOfAPatternThatNoSampleMatches() {
        EventRouter routes =
                EventRouter.builder().on(NO_SAMPLE, event -> handled.add(event)).build();

        routes.prime();

        assertThat(BOUND).containsExactly("lenient");
        assertThat(handled).isEmpty();
    }

    @Test
    void staysReadyWhereTheSampleItselfIsNotTaken() {
        EventPattern<Strict> all =
                EventPattern.of("{\"source\":[{\"exists\":true}]}", Strict.class);
        EventRouter routes = EventRouter.builder().on(all, event -> handled.add(event)).build();

        routes.prime();

        assertThat(BOUND).containsExactly("strict", "strict");
        assertThat(handled).isEmpty();
    }
}
