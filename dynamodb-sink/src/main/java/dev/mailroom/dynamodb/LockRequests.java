package dev.mailroom.dynamodb;

import dev.mailroom.IdempotencyGuard.Completion;
import dev.mailroom.TimeLimit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Claims and completes locks: one by a conditional {@code PutItem}, those of several lanes by one
 * {@code BatchExecuteStatement} (C26).
 *
 * <p>A statement only settles what it has done. What it has not done, such as a claim whose key has
 * an item, is left to a request of its own, which sees that item and checks more conditions.
 */
final class LockRequests implements GroupCommit.Request<LockWrite, Optional<Completion>> {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbIdempotencyGuard.class);

    private static final Attempt<Optional<Completion>> DONE =
            new Attempt.Settled<>(Optional.empty());

    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");
    private static final Set<String> UNDECIDED =
            Set.of(
                    "DuplicateItem",
                    "ConditionalCheckFailed",
                    "ValidationError",
                    "ValidationException");

    private final Table table;
    private final GroupCommit<LockWrite, Optional<Completion>> together = new GroupCommit<>(this);
    private volatile boolean mayShare = true;

    LockRequests(Table table) {
        this.table = table;
    }

    Attempt<Optional<Completion>> send(LockWrite write, TimeLimit timeLeft)
            throws InterruptedException {
        return mayShare && write.statement() != null
                ? together.commit(write, timeLeft).orIfUndecided(() -> write.alone().send(timeLeft))
                : write.alone().send(timeLeft);
    }

    /** How many lanes wait for a request that is under way. */
    int waiting() {
        return together.waiting();
    }

    @Override
    public List<Attempt<Optional<Completion>>> send(List<LockWrite> writes, TimeLimit timeLeft) {
        return writes.size() == 1
                ? List.of(writes.get(0).alone().send(timeLeft))
                : table.makeAll(writes, timeLeft, this::answer, this::failure);
    }

    private Attempt<Optional<Completion>> failure(SdkException e) {
        return isLeftToEach(WriteFailures.codeOf(e))
                ? new Attempt.Undecided<>()
                : table.failures.judge(e);
    }

    private Attempt<Optional<Completion>> answer(BatchStatementResponse response) {
        BatchStatementError error = response.error();
        if (error == null) {
            return DONE;
        }
        return isLeftToEach(Objects.toString(error.codeAsString(), ""))
                ? new Attempt.Undecided<>()
                : table.failures.judgeStatement(error);
    }

    // Who may begin an effect must be able to complete it: so a role that may only put is enough.
    private boolean isLeftToEach(String code) {
        if (DENIED.contains(code) && mayShare) {
            mayShare = false;
            LOG.warn(
                    "Each lock of {} is a request of its own from now on: the role lacks"
                            + " dynamodb:PartiQLInsert or dynamodb:PartiQLUpdate, by which locks of"
                            + " several records share one",
                    table.failures.where);
        }
        return DENIED.contains(code) || UNDECIDED.contains(code);
    }
}
