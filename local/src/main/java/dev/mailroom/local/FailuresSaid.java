package dev.mailroom.local;

import dev.mailroom.local.internal.support.LoggedOutcome;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep.MessageQuarantined;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a function says of the messages that it could not handle, in its output or a quarantine. */
final class FailuresSaid implements Consumer<PipelineStep> {

    private final Map<String, String> reported = new ConcurrentHashMap<>();
    private final Map<String, String> quarantined = new ConcurrentHashMap<>();
    private final Consumer<? super String> output;

    FailuresSaid(Consumer<? super String> output) {
        this.output = output;
    }

    @Override
    public void accept(PipelineStep step) {
        if (step instanceof MessageQuarantined message) {
            quarantined.put(message.originalId(), "quarantined: " + message.reason());
        } else if (step instanceof FunctionLog log) {
            read(log.line());
            output.accept(log.line());
        }
    }

    private void read(String line) {
        LoggedOutcome outcome = LoggedOutcome.in(line);
        if (outcome != null && outcome.why() != null) {
            reported.putIfAbsent(outcome.messageId(), outcome.why());
        }
    }

    /** Why a message was reported. */
    String reported(String messageId) {
        return reported.getOrDefault(
                messageId, "the function reported it, and its output does not say why");
    }

    /** Why a message was quarantined, or null if it was not. */
    @Nullable String quarantined(String messageId) {
        return quarantined.get(messageId);
    }
}
