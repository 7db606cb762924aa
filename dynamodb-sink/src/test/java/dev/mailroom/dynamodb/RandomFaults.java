package dev.mailroom.dynamodb;

import dev.mailroom.dynamodb.FrontedClient.Front;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Makes what the local DynamoDB does not: about every other request fails, in one way after the
 * other.
 */
final class RandomFaults implements Front {

    enum Fault {
        NONE,
        THROTTLED,
        FAILED_BEFORE,
        FAILED_AFTER,
        TIMED_OUT_BEFORE,
        TIMED_OUT_AFTER,
        PARTIAL
    }

    private final DynamoDbClient real;
    private final Random random;
    private int turn;
    private final Map<Fault, Integer> made = new EnumMap<>(Fault.class);

    private RandomFaults(DynamoDbClient real, long seed) {
        this.real = real;
        this.random = new Random(seed);
    }

    static RandomFaults before(DynamoDbClient real, long seed) {
        return new RandomFaults(real, seed);
    }

    DynamoDbClient client() {
        return FrontedClient.of(real, this);
    }

    synchronized Map<Fault, Integer> made() {
        return new EnumMap<>(made);
    }

    @Override
    public Object answer(SdkRequest request, Callable<Object> call) throws Exception {
        Fault fault = next(request);
        switch (fault) {
            case THROTTLED -> throw service("ThrottlingException", 400);
            case FAILED_BEFORE -> throw service("InternalServerError", 500);
            case TIMED_OUT_BEFORE -> throw timeout();
            case PARTIAL -> {
                return partial(request);
            }
            default -> {}
        }
        Object answer = call.call();
        if (fault == Fault.FAILED_AFTER) {
            throw service("InternalServerError", 500);
        }
        if (fault == Fault.TIMED_OUT_AFTER) {
            throw timeout();
        }
        return answer;
    }

    private synchronized Fault next(SdkRequest request) {
        boolean several =
                request instanceof BatchExecuteStatementRequest
                        || request instanceof TransactWriteItemsRequest;
        Fault fault = random.nextBoolean() ? Fault.NONE : inTurn();
        if (fault == Fault.PARTIAL && !several) {
            fault = Fault.NONE;
        }
        made.merge(fault, 1, Integer::sum);
        return fault;
    }

    private Fault inTurn() {
        Fault[] faults = Fault.values();
        return faults[1 + turn++ % (faults.length - 1)];
    }

    private Object partial(SdkRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            throw cancelled(transaction.transactItems().size());
        }
        return partial((BatchExecuteStatementRequest) request);
    }

    /** Some statements run, and some of those still answer with an error. */
    private BatchExecuteStatementResponse partial(BatchExecuteStatementRequest request) {
        List<BatchStatementResponse> responses = new ArrayList<>();
        for (BatchStatementRequest statement : request.statements()) {
            int kind = randomInt(4);
            if (kind == 0) {
                responses.add(error(BatchStatementErrorCodeEnum.THROTTLING_ERROR));
                continue;
            }
            BatchStatementResponse response =
                    real.batchExecuteStatement(alone -> alone.statements(statement))
                            .responses()
                            .get(0);
            responses.add(
                    kind == 1
                            ? error(BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR)
                            : response);
        }
        return BatchExecuteStatementResponse.builder().responses(responses).build();
    }

    private synchronized int randomInt(int bound) {
        return random.nextInt(bound);
    }

    private TransactionCanceledException cancelled(int writes) {
        List<CancellationReason> reasons =
                new ArrayList<>(Collections.nCopies(writes, reason("None")));
        reasons.set(
                randomInt(writes),
                reason(randomInt(2) == 0 ? "TransactionConflict" : "ThrottlingError"));
        return TransactionCanceledException.builder()
                .cancellationReasons(reasons)
                .statusCode(400)
                .build();
    }

    private static CancellationReason reason(String code) {
        return CancellationReason.builder().code(code).build();
    }

    private static BatchStatementResponse error(BatchStatementErrorCodeEnum code) {
        return BatchStatementResponse.builder().error(error -> error.code(code)).build();
    }

    static DynamoDbException service(String code, int status) {
        return (DynamoDbException)
                DynamoDbException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                        .statusCode(status)
                        .build();
    }

    private static SdkClientException timeout() {
        return SdkClientException.create("timed out", new SocketTimeoutException("timed out"));
    }
}
