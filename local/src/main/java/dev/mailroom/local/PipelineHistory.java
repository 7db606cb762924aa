package dev.mailroom.local;

import dev.mailroom.local.model.LocalInvocation;
import dev.mailroom.local.step.FunctionStep.BatchInvoked;
import dev.mailroom.local.step.FunctionStep.InvocationFailed;
import dev.mailroom.local.step.FunctionStep.InvocationReturned;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep.MessageDelivered;
import dev.mailroom.local.step.QueueStep.MessageRedriven;
import dev.mailroom.local.step.QueueStep.MessageReturned;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The latest steps of a pipeline, and what is still needed of earlier ones. */
final class PipelineHistory implements Consumer<PipelineStep> {

    private static final int MOST = 10_000;

    private final Deque<PipelineStep> steps = new ArrayDeque<>();

    /** The ids of messages that came into queues that no function reads. */
    private final Map<String, Set<String>> unread = new HashMap<>();

    PipelineHistory(Collection<String> queuesThatNoFunctionReads) {
        queuesThatNoFunctionReads.forEach(queue -> unread.put(queue, new LinkedHashSet<>()));
    }

    @Override
    public synchronized void accept(PipelineStep step) {
        steps.add(step);
        if (steps.size() > MOST) {
            steps.remove();
        }
        if (step instanceof MessageDelivered message) {
            came(message.queue(), message.messageId());
        } else if (step instanceof MessageRedriven message) {
            came(message.deadLetterQueue(), message.messageId());
        } else if (step instanceof MessageReturned message) {
            came(message.queue(), message.messageId());
        }
    }

    private void came(String queue, String messageId) {
        Set<String> ids = unread.get(queue);
        if (ids != null) {
            ids.add(messageId);
        }
    }

    synchronized List<PipelineStep> steps() {
        return List.copyOf(steps);
    }

    synchronized List<String> messagesOf(String queue) {
        return List.copyOf(unread.getOrDefault(queue, Set.of()));
    }

    List<LocalInvocation> invocations(String function) {
        Map<String, List<String>> batches = new HashMap<>();
        List<LocalInvocation> ended = new ArrayList<>();
        for (PipelineStep step : steps()) {
            if (step instanceof BatchInvoked begun) {
                batches.put(begun.requestId(), begun.messageIds());
            } else if (step instanceof InvocationReturned end && end.function().equals(function)) {
                List<String> batch = batches.getOrDefault(end.requestId(), List.of());
                ended.add(
                        new LocalInvocation(end.requestId(), batch, end.failedMessageIds(), null));
            } else if (step instanceof InvocationFailed end && end.function().equals(function)) {
                List<String> batch = batches.getOrDefault(end.requestId(), List.of());
                ended.add(new LocalInvocation(end.requestId(), batch, batch, end.error()));
            }
        }
        return List.copyOf(ended);
    }
}
