package dev.mailroom.local.internal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** C5: one batch of a message group in flight. */
class MessageGroupsTest {

    private final MessageGroups groups = new MessageGroups();

    @Test
    void aGroupInFlightIsNotEnteredAgain() throws InterruptedException {
        assertThat(groups.enter(Set.of("a", "b"), Duration.ZERO)).isTrue();

        assertThat(groups.enter(Set.of("b", "c"), Duration.ZERO)).isFalse();
        assertThat(groups.enter(Set.of("c"), Duration.ZERO)).isTrue();
    }

    @Test
    void whoWaitsEntersWhenTheGroupIsLeft()
            throws InterruptedException, ExecutionException, TimeoutException {
        groups.enter(Set.of("a"), Duration.ZERO);
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> enter(Set.of("a"), Duration.ofMinutes(1)));

        groups.leave(Set.of("a"));

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(groups.enter(Set.of("a"), Duration.ZERO)).isFalse();
    }

    @Test
    void withoutGroupsNobodyWaits() throws InterruptedException {
        assertThat(groups.enter(Set.of(), Duration.ZERO)).isTrue();
        assertThat(groups.enter(Set.of(), Duration.ZERO)).isTrue();
    }

    private boolean enter(Set<String> wanted, Duration patience) {
        try {
            return groups.enter(wanted, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
