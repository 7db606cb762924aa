package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyGuard.Effect;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.RetryLaterException;
import dev.mailroom.SinkException;
import dev.mailroom.WriteResult;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.SteppingClock;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many callers of the same effects, on DynamoDB, whose processes die at random points.
 *
 * <p>Deliveries run in rounds. Locks expire only between two rounds, so an owner that loses its
 * lock is one that died in an earlier round, or one that was held up and comes back in a later one.
 */
class GuardRaceIT {

    /** 2,000 in the nightly run. */
    private static final int KEYS = Integer.getInteger("mailroom.guardRace.keys", 60);

    private static final int CALLERS = 8;
    private static final int LANES = 16;
    private static final Duration LOCK = Duration.ofSeconds(60);

    @RegisterExtension
    static final LocalTables TABLES =
            new LocalTables("Effects")
                    .withSortKey("Shop", ScalarAttributeType.S, ScalarAttributeType.N);

    enum Fate {
        LIVES,
        DIES_BEFORE_ITS_EFFECT,
        DIES_DURING_ITS_EFFECT,
        DIES_AFTER_ITS_EFFECT,
        COMES_BACK_LATE
    }

    /** An effect in the world, and who says to have completed it. */
    private static final class World {
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger happened = new AtomicInteger();
        final AtomicInteger completed = new AtomicInteger();
    }

    /** Ends an owner: nothing of it runs on, not even its release. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final SteppingClock clock = new SteppingClock(Instant.now());
    private final List<World> worlds = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger fenced = new AtomicInteger();
    private final Phaser comeBack = new Phaser(1);
    private final Queue<Future<?>> late = new ConcurrentLinkedQueue<>();
    private final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    private final ExecutorService lateLanes = Executors.newCachedThreadPool();

    private boolean sorted;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachEffectHappensNeverTwiceAtATimeAndIsCompletedByAnOwnerOfItsLock(boolean sorted)
            throws Exception {
        this.sorted = sorted;
        Random random = new Random(7);
        List<Integer> open = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            worlds.add(new World());
            open.addAll(Collections.nCopies(CALLERS, key));
        }
        try {
            while (!open.isEmpty()) {
                Collections.shuffle(open, random);
                open = round(open, random);
                clock.step(LOCK);
            }
        } finally {
            lanes.shutdownNow();
            lateLanes.shutdownNow();
        }

        assertThat(violations).isEmpty();
        assertThat(worlds).allMatch(world -> world.happened.get() >= 1);
        assertThat(worlds).allMatch(world -> world.completed.get() == 1);
        // The test has shown nothing if nobody died, or if nobody came back to find its lock lost.
        assertThat(kills.get()).isPositive();
        assertThat(fenced.get()).isPositive();
    }

    /** Returns the deliveries that are to be repeated. */
    private List<Integer> round(List<Integer> deliveries, Random random) throws Exception {
        int lateOnesBefore = late.size();
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int key : deliveries) {
            Fate fate = fate(random);
            calls.add(() -> deliver(key, fate));
        }
        List<Integer> again = new ArrayList<>();
        List<Future<Boolean>> done = lanes.invokeAll(calls);
        for (int i = 0; i < done.size(); i++) {
            if (!done.get(i).get()) {
                again.add(deliveries.get(i));
            }
        }
        // Those that were held up in earlier rounds find the lock with another owner, or free.
        comeBack.arrive();
        for (int i = 0; i < lateOnesBefore; i++) {
            late.remove().get();
        }
        return again;
    }

    private static Fate fate(Random random) {
        Fate[] fates = Fate.values();
        return random.nextBoolean() ? Fate.LIVES : fates[random.nextInt(fates.length)];
    }

    /** Returns whether SQS deletes the message. */
    private boolean deliver(int key, Fate fate) throws Exception {
        if (fate == Fate.COMES_BACK_LATE) {
            AtomicBoolean heldUp = new AtomicBoolean();
            Phaser begun = new Phaser(2);
            late.add(lateLanes.submit(() -> callAndCount(key, fate, heldUp, begun)));
            begun.awaitAdvance(begun.arrive());
            return false; // its invocation has timed out
        }
        return call(key, fate, () -> {});
    }

    private Void callAndCount(int key, Fate fate, AtomicBoolean heldUp, Phaser begun)
            throws Exception {
        int now = comeBack.getPhase();
        Runnable holdUp =
                () -> {
                    heldUp.set(true);
                    begun.arrive();
                    // Two rounds on: this one ends first, and others may take over in the next.
                    comeBack.awaitAdvance(comeBack.awaitAdvance(now));
                };
        try {
            call(key, fate, holdUp);
        } finally {
            if (!heldUp.get()) {
                begun.arrive();
            }
        }
        return null;
    }

    private boolean call(int key, Fate fate, Runnable holdUp) throws Exception {
        AtomicBoolean dead = new AtomicBoolean();
        Delivery context = Deliveries.delivery(LOCK);
        Effect effect = () -> happen(worlds.get(key), fate, dead, holdUp);
        try {
            WriteResult result =
                    guard(dead).runOnce(IdempotencyKey.of("effect-" + key), context, effect);
            if (result == WriteResult.WRITTEN) {
                worlds.get(key).completed.incrementAndGet();
            }
            return true;
        } catch (RetryLaterException | Killed e) {
            return false;
        } catch (SinkException e) {
            if (fate == Fate.COMES_BACK_LATE && e.getMessage().contains("has taken over")) {
                fenced.incrementAndGet();
            } else if (!dead.get()) {
                violations.add(key + ": " + e);
            }
            return false;
        }
    }

    private void happen(World world, Fate fate, AtomicBoolean dead, Runnable holdUp) {
        if (fate == Fate.DIES_BEFORE_ITS_EFFECT) {
            throw kill(dead);
        }
        if (world.running.incrementAndGet() > 1) {
            violations.add("two at the same time");
        }
        if (world.completed.get() > 0) {
            violations.add("again after its completion");
        }
        TABLES.item("Effects", "takes as long as a request");
        world.happened.incrementAndGet();
        world.running.decrementAndGet();
        if (fate == Fate.DIES_DURING_ITS_EFFECT) {
            throw kill(dead);
        }
        if (fate == Fate.DIES_AFTER_ITS_EFFECT) {
            dead.set(true);
            kills.incrementAndGet();
        }
        holdUp.run();
    }

    private Killed kill(AtomicBoolean dead) {
        dead.set(true);
        kills.incrementAndGet();
        return new Killed();
    }

    private IdempotencyGuard guard(AtomicBoolean dead) {
        DynamoDbClient client =
                FrontedClient.of(
                        TABLES.client(),
                        (request, real) -> {
                            if (dead.get()) {
                                throw SdkClientException.create("killed");
                            }
                            return real.call();
                        });
        DynamoDbIdempotencyGuard.Builder guard =
                sorted
                        ? DynamoDbIdempotencyGuard.builder("Shop").key("pk").sortKey("sk", 0)
                        : DynamoDbIdempotencyGuard.builder("Effects");
        return guard.client(client).clock(clock).build();
    }
}
