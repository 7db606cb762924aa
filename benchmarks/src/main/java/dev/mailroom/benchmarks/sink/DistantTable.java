package dev.mailroom.benchmarks.sink;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A table in memory whose every request takes the same time. Counts the requests. */
final class DistantTable implements DynamoDbClient {

    private final Duration latency;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();

    DistantTable(Duration latency) {
        this.latency = latency;
    }

    int requests() {
        return requests.get();
    }

    int items() {
        return keys.size();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        travel();
        if (!keys.add(Objects.requireNonNull(request.item().get("id")).s())) {
            throw ConditionalCheckFailedException.builder().build();
        }
        return PutItemResponse.builder().build();
    }

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(
            BatchExecuteStatementRequest request) {
        travel();
        return BatchExecuteStatementResponse.builder()
                .responses(request.statements().stream().map(this::insert).toList())
                .build();
    }

    private BatchStatementResponse insert(BatchStatementRequest statement) {
        int id = statement.statement().indexOf("'id'");
        long before = statement.statement().substring(0, id).chars().filter(c -> c == ',').count();
        BatchStatementResponse.Builder response = BatchStatementResponse.builder();
        if (!keys.add(statement.parameters().get((int) before).s())) {
            response.error(error -> error.code(BatchStatementErrorCodeEnum.DUPLICATE_ITEM));
        }
        return response.build();
    }

    private void travel() {
        requests.incrementAndGet();
        long end = System.nanoTime() + latency.toNanos();
        for (long left = latency.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
