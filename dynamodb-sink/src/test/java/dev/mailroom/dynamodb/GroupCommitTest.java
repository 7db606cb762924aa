package dev.mailroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.mailroom.TimeLimit;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Which lane sends what, and when. Requests wait until the test lets them through. */
class GroupCommitTest {

    private static final TimeLimit MINUTE = TimeLimit.of(Duration.ofMinutes(1), () -> 0);

    /** The keys of each request that has begun. */
    private final List<List<String>> begun = new CopyOnWriteArrayList<>();

    private final Semaphore gate = new Semaphore(0);
    private final GroupCommit<NewItem, WriteResult> commit = new GroupCommit<>(this::send);
    private final List<Thread> lanes = new ArrayList<>();

    private List<Attempt<WriteResult>> send(List<NewItem> items, TimeLimit timeLeft) {
        begun.add(items.stream().map(GroupCommitTest::name).toList());
        gate.acquireUninterruptibly();
        if (name(items.get(0)).startsWith("broken")) {
            throw new IllegalStateException("broken");
        }
        return Collections.nCopies(items.size(), Attempt.Settled.WRITTEN);
    }

    @AfterEach
    void nobodyIsLeftBehind() throws InterruptedException {
        gate.release(1_000);
        for (Thread lane : lanes) {
            lane.join(60_000);
            assertThat(lane.isAlive()).as("a lane still waits").isFalse();
        }
        assertThat(commit.waiting()).isZero();
    }

    @Test
    void aLoneWriterSendsAtOnceAndAlone() throws Exception {
        gate.release(2);

        assertThat(commit.commit(item("a"), MINUTE)).isEqualTo(Attempt.Settled.WRITTEN);
        assertThat(commit.commit(item("b"), MINUTE)).isEqualTo(Attempt.Settled.WRITTEN);
        assertThat(begun).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatGathersWhileARequestIsUnderWayLeavesTogether() throws Exception {
        Write first = writeAndAwaitRequest("first");
        List<Write> others = writeInTurn(names("w", 0, 5));

        gate.release();
        assertThat(first.get()).isEqualTo(Attempt.Settled.WRITTEN);
        awaitRequests(2);
        gate.release();
        for (Write other : others) {
            assertThat(other.get()).isEqualTo(Attempt.Settled.WRITTEN);
        }
        assertThat(begun).containsExactly(List.of("first"), names("w", 0, 5));
    }

    @Test
    void aFullRequestDoesNotWaitForTheOneUnderWay() throws Exception {
        writeAndAwaitRequest("first");
        writeInTurn(names("w", 0, 24));
        assertThat(begun).hasSize(1);

        write("w24");
        awaitRequests(2);
        assertThat(begun).containsExactly(List.of("first"), names("w", 0, 25));
    }

    @Test
    void moreThanOneRequestHoldsGoesIntoTheNext() throws Exception {
        writeAndAwaitRequest("first");
        writeInTurn(names("w", 0, 24));
        write("w24");
        awaitRequests(2);
        writeInTurn(names("x", 0, 3));

        gate.release();
        gate.release();
        awaitRequests(3);
        assertThat(begun).endsWith(names("x", 0, 3));
    }

    // C26
    @Test
    void theSameKeyTwiceGoesIntoTwoRequests() throws Exception {
        writeAndAwaitRequest("first");
        writeInTurn(List.of("a", "b", "a", "c"));

        gate.release();
        awaitRequests(2);
        gate.release();
        awaitRequests(3);
        assertThat(begun).containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("a"));
    }

    @Test
    void aRequestHoldsAtMost16Megabytes() throws Exception {
        writeAndAwaitRequest("first");
        writeInTurn(List.of(item("a", 8 << 20), item("b", 8 << 20), item("c", 1)), this::write);

        gate.release();
        awaitRequests(2);
        gate.release();
        awaitRequests(3);
        assertThat(begun).containsExactly(List.of("first"), List.of("a", "b"), List.of("c"));
    }

    @Test
    @Timeout(60)
    void aRequestThatDoesNotReturnHoldsOthersBackForHalfOfTheirTime() throws Exception {
        writeAndAwaitRequest("stalled");
        AtomicLong passed = new AtomicLong();
        TimeLimit limit = TimeLimit.of(Duration.ofMillis(20), passed::get);
        writeInTurn(List.of(item("a"), item("b")), item -> write(item, limit));

        passed.set(9_999_999);
        writeInTurn(List.of("c"));
        assertThat(begun).hasSize(1);
        passed.set(10_000_000);
        awaitRequests(2);
        assertThat(begun).containsExactly(List.of("stalled"), List.of("a", "b", "c"));
    }

    // C33
    @Test
    void anInterruptedLaneLeavesAtOnceAndItsWriteIsNeverSent() throws Exception {
        writeAndAwaitRequest("first");
        Write interrupted = writeInTurn(List.of("interrupted")).get(0);
        writeInTurn(List.of("next"));

        lanes.get(1).interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(interrupted::get)
                .withCauseInstanceOf(InterruptedException.class);
        gate.release();
        awaitRequests(2);
        assertThat(begun).containsExactly(List.of("first"), List.of("next"));
    }

    @Test
    void anInterruptedLaneWhoseWriteIsUnderWayLeavesAtOnceToo() throws Exception {
        writeAndAwaitRequest("first");
        List<Write> group = writeInTurn(List.of("leader", "follower"));
        gate.release();
        awaitRequests(2);

        lanes.get(2).interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(group.get(1)::get)
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(group.get(0).isDone()).isFalse();
    }

    // C33
    @Test
    @Timeout(60)
    void aWriteWhoseRecordHasNoTimeLeftIsNeverSent() throws Exception {
        writeAndAwaitRequest("first");

        Attempt<WriteResult> attempt =
                commit.commit(item("late"), TimeLimit.of(Duration.ZERO, () -> 0));

        assertThat(reason(attempt)).isEqualTo("no time was left to send a write");
        gate.release(2);
        assertThat(commit.commit(item("next"), MINUTE)).isEqualTo(Attempt.Settled.WRITTEN);
        assertThat(begun).containsExactly(List.of("first"), List.of("next"));
    }

    // C33
    @Test
    @Timeout(60)
    void aLaneWhoseTimeIsOverDoesNotWaitForTheLaneThatSendsForIt() throws Exception {
        writeAndAwaitRequest("first");
        writeInTurn(List.of("leader"));
        TimeLimit untilSent = until(() -> begun.size() == 2);
        NewItem follower = item("follower");
        Write write = writeInTurn(List.of(follower), item -> write(item, untilSent)).get(0);
        gate.release();

        assertThat(reason(write.get()))
                .isEqualTo(
                        "no answer came for a write in the time of its record; whether it took effect is"
                                + " not known");
        assertThat(begun).endsWith(List.of("leader", "follower"));
    }

    @Test
    void aLaneThatFailsWhileItSendsLeavesNobodyBehind() throws Exception {
        writeAndAwaitRequest("first");
        List<Write> group = writeInTurn(List.of("broken", "follower"));
        gate.release(2);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(group.get(0)::get)
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(group.get(1).get()).isInstanceOf(Attempt.Again.class);
        gate.release();
        assertThat(commit.commit(item("later"), MINUTE)).isEqualTo(Attempt.Settled.WRITTEN);
    }

    private Write writeAndAwaitRequest(String key) {
        Write write = write(key);
        awaitRequests(1);
        return write;
    }

    private List<Write> writeInTurn(List<String> keys) {
        return writeInTurn(keys.stream().map(GroupCommitTest::item).toList(), this::write);
    }

    /** A write that a lane of its own makes. */
    private record Write(FutureTask<Attempt<WriteResult>> task) {

        Attempt<WriteResult> get() throws ExecutionException, InterruptedException {
            return task.get();
        }

        boolean isDone() {
            return task.isDone();
        }
    }

    private interface Start {
        Write write(NewItem item);
    }

    private List<Write> writeInTurn(List<NewItem> items, Start start) {
        List<Write> writes = new ArrayList<>();
        for (NewItem item : items) {
            int before = commit.waiting();
            writes.add(start.write(item));
            await().atMost(Duration.ofMinutes(1)).until(() -> commit.waiting() == before + 1);
        }
        return writes;
    }

    private Write write(String key) {
        return write(item(key));
    }

    private Write write(NewItem item) {
        return write(item, MINUTE);
    }

    private Write write(NewItem item, TimeLimit timeLeft) {
        Callable<Attempt<WriteResult>> call = () -> commit.commit(item, timeLeft);
        FutureTask<Attempt<WriteResult>> task = new FutureTask<>(call);
        Thread lane = new Thread(task, name(item));
        lanes.add(lane);
        lane.start();
        return new Write(task);
    }

    /** The time of a record whose invocation ends when the test says so. */
    private static TimeLimit until(BooleanSupplier over) {
        return TimeLimit.of(Duration.ofMillis(5), () -> over.getAsBoolean() ? 5_000_000 : 0);
    }

    private static String reason(Attempt<WriteResult> attempt) {
        assertThat(attempt).isInstanceOf(Attempt.Again.class);
        return ((Attempt.Again<WriteResult>) attempt).cause().getMessage();
    }

    private void awaitRequests(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> begun.size() == count);
    }

    private static List<String> names(String prefix, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> prefix + i).toList();
    }

    private static String name(NewItem item) {
        return item.key().get("id").s();
    }

    private static NewItem item(String key) {
        return item(key, 1);
    }

    private static NewItem item(String key, long bytes) {
        Map<String, AttributeValue> values = Map.of("id", AttributeValue.fromS(key));
        BatchStatementRequest statement = Statements.insert("Table", values);
        return new NewItem(values, values, PutItemRequest.builder().build(), statement, bytes);
    }
}
