package dev.mailroom.local;

import dev.mailroom.local.step.PipelineStep;

import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps every step, and waits for those that a test expects. */
public final class RecordedSteps implements Consumer<PipelineStep> {

    private final List<PipelineStep> steps = new CopyOnWriteArrayList<>();

    @Override
    public void accept(PipelineStep step) {
        steps.add(step);
    }

    public <S extends PipelineStep> List<S> of(Class<S> type, Predicate<? super S> condition) {
        return steps.stream().filter(type::isInstance).map(type::cast).filter(condition).toList();
    }

    public <S extends PipelineStep> S awaitOne(Class<S> type, Predicate<? super S> condition) {
        return await(type, condition, 1).get(0);
    }

    public <S extends PipelineStep> List<S> await(
            Class<S> type, Predicate<? super S> condition, int count) {
        try {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> of(type, condition).size() >= count);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "Missing " + type.getSimpleName() + " in:\n" + String.join("\n", lines()), e);
        }
        return of(type, condition);
    }

    public List<String> lines() {
        return steps.stream().map(PipelineStep::describe).toList();
    }
}
