package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.testing.Deliveries;
import dev.mailroom.testing.SteppingClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Locks that several lanes take and complete together, on DynamoDB. A lane's request is held until
 * the others wait, and so is the end of its effect.
 */
class GroupedLocksIT {

    @RegisterExtension
    static final LocalTables TABLES =
            new LocalTables("Effects")
                    .withSortKey("Shop", ScalarAttributeType.S, ScalarAttributeType.N);

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<SdkRequest> requests = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private final SteppingClock clock = new SteppingClock(Instant.now());
    private final List<Lane> lanes = new ArrayList<>();

    /** A lane with one effect, which returns its key. */
    private static final class Lane {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch mayReturn = new CountDownLatch(1);
        final FutureTask<String> outcome;

        Lane(DynamoDbIdempotencyGuard guard, String key) {
            outcome = new FutureTask<>(() -> callOnce(guard, key).toString());
            new Thread(outcome, key).start();
        }

        private Object callOnce(DynamoDbIdempotencyGuard guard, String key) throws Exception {
            Delivery delivery = Deliveries.delivery(Duration.ofMinutes(1));
            return guard.callOnce(
                    IdempotencyKey.of(key),
                    delivery,
                    () -> {
                        running.countDown();
                        mayReturn.await();
                        return key;
                    });
        }

        String outcome() throws InterruptedException {
            try {
                return outcome.get();
            } catch (ExecutionException e) {
                return e.getCause().toString();
            }
        }
    }

    @AfterEach
    void nobodyIsLeftBehind() throws InterruptedException {
        gate.release(1_000);
        for (Lane lane : lanes) {
            lane.mayReturn.countDown();
            lane.outcome();
        }
    }

    @Test
    void locksAreTakenTogetherAndCompletedTogether() throws Exception {
        DynamoDbIdempotencyGuard guard = guard("Effects").build();

        claim(guard, "all-1", "all-2", "all-3");
        complete(guard);

        assertThat(outcomes())
                .containsExactly(written("all-1"), written("all-2"), written("all-3"));
        assertThat(requests)
                .hasExactlyElementsOfTypes(
                        PutItemRequest.class,
                        BatchExecuteStatementRequest.class,
                        PutItemRequest.class,
                        BatchExecuteStatementRequest.class);
        gate.release(1);
        assertThat(new Lane(guard, "all-3").outcome()).isEqualTo(duplicate("all-3"));
    }

    @Test
    void statementsStoreWhatPutsStore() throws Exception {
        DynamoDbIdempotencyGuard guard =
                guard("Shop").key("pk").sortKey("sk", 7).timeToLive("expires at", HOUR).build();

        claim(guard, "same-1", "same-2", "same-3");
        assertThat(stored("same-2")).isEqualTo(stored("same-1")).containsKey("lockedUntil");
        clock.step(Duration.ofSeconds(30));
        complete(guard);
        outcomes();

        assertThat(stored("same-2").remove("result").s()).isEqualTo("same-2");
        Map<String, AttributeValue> first = stored("same-1");
        first.remove("result");
        Map<String, AttributeValue> second = stored("same-2");
        second.remove("result");
        assertThat(second).isEqualTo(first).containsOnlyKeys("sk", "expires at");
    }

    @Test
    void eachClaimOfARequestHasItsOwnOutcome() throws Exception {
        DynamoDbIdempotencyGuard alone = guard("Effects").client(TABLES.client()).build();
        Delivery delivery = Deliveries.delivery(Duration.ofMinutes(1));
        alone.callOnce(IdempotencyKey.of("own-completed"), delivery, () -> "its result");
        put("own-taken", "a", clock.instant().plusSeconds(5));
        put("own-expired", "a", clock.instant());

        claimAll(
                guard("Effects").build(),
                "own-first",
                "own-new",
                "own-completed",
                "own-taken",
                "own-expired");
        gate.release(1_000);
        lanes.forEach(lane -> lane.mayReturn.countDown());

        assertThat(outcomes())
                .containsExactly(
                        written("own-first"),
                        written("own-new"),
                        duplicate("its result"),
                        "dev.mailroom.RetryLaterException: the same effect is in progress elsewhere",
                        written("own-expired"));
    }

    @Test
    void whoHasLostItsLockCompletesNothingAndTheOthersDo() throws Exception {
        DynamoDbIdempotencyGuard guard = guard("Effects").build();

        claim(guard, "lost-1", "lost-2", "lost-3");
        put("lost-2", "somebody else", clock.instant().plusSeconds(5));
        complete(guard);

        assertThat(outcomes())
                .containsExactly(
                        written("lost-1"),
                        "dev.mailroom.SinkException: the effect took longer than its lock, and"
                                + " another caller has taken over",
                        written("lost-3"));
        assertThat(item("lost-2").get("lockOwner").s()).isEqualTo("somebody else");
        assertThat(item("lost-2")).containsKey("lockedUntil");
    }

    @Test
    void aRoleThatMayOnlyPutCompletesWhatItBegins() throws Exception {
        DynamoDbClient onlyPuts =
                FrontedClient.of(
                        held(),
                        (request, real) -> {
                            if (request instanceof BatchExecuteStatementRequest) {
                                requests.add(request);
                                throw RandomFaults.service("AccessDeniedException", 400);
                            }
                            return real.call();
                        });
        DynamoDbIdempotencyGuard guard = guard("Effects").client(onlyPuts).build();

        claimAll(guard, "puts-1", "puts-2", "puts-3");
        gate.release(1_000);
        lanes.forEach(lane -> lane.mayReturn.countDown());

        assertThat(outcomes())
                .containsExactly(written("puts-1"), written("puts-2"), written("puts-3"));
        assertThat(requests.stream().filter(BatchExecuteStatementRequest.class::isInstance))
                .hasSize(1);
    }

    /** Holds the first claim until the others wait, so that they leave together. */
    private void claimAll(DynamoDbIdempotencyGuard guard, String first, String... others) {
        lanes.add(new Lane(guard, first));
        await().atMost(Duration.ofMinutes(1)).until(() -> requests.size() == 1);
        for (String other : others) {
            int waiting = lanes.size();
            lanes.add(new Lane(guard, other));
            await().atMost(Duration.ofMinutes(1)).until(() -> guard.waiting() == waiting);
        }
    }

    private void claim(DynamoDbIdempotencyGuard guard, String first, String... others)
            throws InterruptedException {
        claimAll(guard, first, others);
        gate.release(2);
        for (Lane lane : lanes) {
            lane.running.await();
        }
    }

    /** Ends the effects in turn, and holds the first completion until the others wait. */
    private void complete(DynamoDbIdempotencyGuard guard) {
        int before = requests.size();
        for (int i = 0; i < lanes.size(); i++) {
            int waiting = i;
            lanes.get(i).mayReturn.countDown();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> requests.size() == before + 1 && guard.waiting() == waiting);
        }
        gate.release(1_000);
    }

    private List<String> outcomes() throws InterruptedException {
        List<String> outcomes = new ArrayList<>();
        for (Lane lane : lanes) {
            outcomes.add(lane.outcome());
        }
        return outcomes;
    }

    private static String written(String result) {
        return "Completion[result=WRITTEN, value=" + result + "]";
    }

    private static String duplicate(String result) {
        return "Completion[result=DUPLICATE, value=" + result + "]";
    }

    private DynamoDbIdempotencyGuard.Builder guard(String table) {
        return DynamoDbIdempotencyGuard.builder(table).client(held()).clock(clock);
    }

    private DynamoDbClient held() {
        return FrontedClient.of(
                TABLES.client(),
                (request, real) -> {
                    requests.add(request);
                    gate.acquire();
                    return real.call();
                });
    }

    private static void put(String key, String owner, Instant lockedUntil) {
        Map<String, AttributeValue> item =
                Map.of(
                        "id",
                        AttributeValue.fromS("mailroom-guard#" + key),
                        "lockOwner",
                        AttributeValue.fromS(owner),
                        "lockedUntil",
                        AttributeValue.fromN(Long.toString(lockedUntil.toEpochMilli())));
        TABLES.client().putItem(request -> request.tableName("Effects").item(item));
    }

    private static Map<String, AttributeValue> item(String key) {
        return TABLES.item("Effects", "mailroom-guard#" + key);
    }

    /** What is stored in the shop, but for what each lock has of its own. */
    private static Map<String, AttributeValue> stored(String key) {
        Map<String, AttributeValue> id =
                Map.of(
                        "pk",
                        AttributeValue.fromS("mailroom-guard#" + key),
                        "sk",
                        AttributeValue.fromN("7"));
        Map<String, AttributeValue> item = new HashMap<>(TABLES.item("Shop", id));
        item.remove("pk");
        item.remove("lockOwner");
        return item;
    }
}
