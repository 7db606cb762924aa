package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a batch into lanes: what must stay in order goes into one lane, in the order of the batch.
 */
final class Lanes {

    private Lanes() {}

    static List<Lane> of(List<RecordContext> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        // C6: a batch comes from one queue, and its ARN tells the kind.
        return batch.get(0).record().fifo() ? fifo(batch) : List.of(new Lane(batch, false));
    }

    private static List<Lane> fifo(List<RecordContext> batch) {
        Map<@Nullable String, List<RecordContext>> groups = new LinkedHashMap<>();
        for (RecordContext context : batch) {
            groups.computeIfAbsent(context.record().messageGroupId(), group -> new ArrayList<>())
                    .add(context);
        }
        List<Lane> lanes = new ArrayList<>(groups.size());
        groups.values().forEach(group -> lanes.add(new Lane(group, true)));
        return lanes;
    }
}
