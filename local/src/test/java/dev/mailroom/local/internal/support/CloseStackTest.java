package dev.mailroom.local.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class CloseStackTest {

    private final List<String> closed = new ArrayList<>();
    private final CloseStack stack = new CloseStack();

    @Test
    void closesInReverseOrderAndOnce() {
        stack.add(() -> closed.add("first"));
        stack.add(() -> closed.add("second"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesTheOthersWhenOneIsInterrupted() {
        stack.add(() -> closed.add("first"));
        stack.add(
                () -> {
                    throw new InterruptedException();
                });

        stack.close();

        assertThat(closed).containsExactly("first");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closesAtOnceWhatComesTooLate() {
        stack.close();

        stack.add(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }
}
