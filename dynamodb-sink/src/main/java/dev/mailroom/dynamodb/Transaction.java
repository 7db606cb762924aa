package dev.mailroom.dynamodb;

import dev.mailroom.PoisonMessageException;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A marker and the writes that are made with it, all or none (C28). */
final class Transaction {

    private static final int MAX_WRITES = 99; // 100, the marker among them
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    /**
     * The target of a write: an item of a table, by its key or, for a put, by all its attributes.
     */
    private record Target(String table, Map<String, AttributeValue> attributes, boolean isPut) {

        static Target of(TransactWriteItem write) {
            Put put = write.put();
            if (put != null) {
                return new Target(put.tableName(), put.item(), true);
            }
            Update update = write.update();
            if (update != null) {
                return new Target(update.tableName(), update.key(), false);
            }
            Delete delete = write.delete();
            if (delete != null) {
                return new Target(delete.tableName(), delete.key(), false);
            }
            ConditionCheck check = write.conditionCheck();
            if (check != null) {
                return new Target(check.tableName(), check.key(), false);
            }
            throw new IllegalArgumentException(
                    "a write of a transaction is neither a put, an update, a delete nor a check");
        }

        /** The same target by its key alone, where the names of its attributes are known. */
        Target keyedBy(@Nullable Set<String> names) {
            if (names == null) {
                return this;
            }
            Map<String, AttributeValue> key = new HashMap<>(attributes);
            key.keySet().retainAll(names);
            return new Target(table, key, false);
        }
    }

    private final String marker;
    private final Set<String> markerKey;
    private final List<TransactWriteItem> all;
    private final List<Target> targets;

    /**
     * Creates a transaction.
     *
     * @param marker how texts name the marker's table
     * @param markerKey the attributes that are the marker's key
     * @param all the writes, the marker's put first
     */
    Transaction(String marker, Set<String> markerKey, List<TransactWriteItem> all) {
        this.marker = marker;
        this.markerKey = markerKey;
        this.all = List.copyOf(all);
        this.targets = all.stream().map(Target::of).toList();
    }

    List<TransactWriteItem> all() {
        return all;
    }

    String tableOf(int index) {
        return targets.get(index + 1).table();
    }

    /** Names the tables, for texts. */
    String description() {
        Set<String> tables = new LinkedHashSet<>();
        targets.subList(1, targets.size()).forEach(target -> tables.add(target.table()));
        return "a transaction with " + marker + " and writes to " + tables;
    }

    /** Refuses what DynamoDB would always refuse, as far as the writes show it. */
    void requirePossible() {
        if (all.size() - 1 > MAX_WRITES) {
            throw impossible(
                    "it can hold "
                            + MAX_WRITES
                            + " writes besides its marker, but this one has "
                            + (all.size() - 1));
        }
        requireDistinct();
        requireStorable();
    }

    private void requireDistinct() {
        Map<String, Set<String>> keys = keyAttributes();
        Set<Target> items = new HashSet<>();
        for (Target target : targets) {
            if (!items.add(target.keyedBy(keys.get(target.table())))) {
                throw impossible(
                        "two of its writes go to the same item of table \""
                                + target.table()
                                + "\"");
            }
        }
    }

    /** A put does not say which of its attributes are the key; other writes to its table do. */
    private Map<String, Set<String>> keyAttributes() {
        Map<String, Set<String>> keys = new HashMap<>();
        for (Target target : targets) {
            if (!target.isPut()) {
                keys.put(target.table(), target.attributes().keySet());
            }
        }
        keys.put(targets.get(0).table(), markerKey);
        return keys;
    }

    private void requireStorable() {
        long bytes = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).isPut()) {
                ItemSize size = ItemSize.of(targets.get(i).attributes());
                String refusal = size.refusal();
                if (refusal != null) {
                    throw poison("the item of write " + (i - 1) + " " + refusal);
                }
                bytes += size.stored();
            }
        }
        if (bytes > MAX_BYTES) {
            throw poison(
                    "its items have at least "
                            + bytes
                            + " bytes; DynamoDB takes at most "
                            + MAX_BYTES
                            + " in all");
        }
    }

    private IllegalArgumentException impossible(String reason) {
        return new IllegalArgumentException(description() + " can never succeed: " + reason);
    }

    private PoisonMessageException poison(String reason) {
        return new PoisonMessageException(description() + " can never succeed: " + reason);
    }
}
