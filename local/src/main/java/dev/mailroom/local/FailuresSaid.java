package dev.mailroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.step.FunctionStep.FunctionLog;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep.MessageQuarantined;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a function says of the messages that it could not handle, in its output or a quarantine. */
final class FailuresSaid implements Consumer<PipelineStep> {

    // As LoggingListener of mailroom-core writes it.
    private static final Pattern FAILURE =
            Pattern.compile("(?:Retry|Poison): message (\\S+), receive \\d+: (.+)");

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
        Matcher failure = FAILURE.matcher(text(line));
        if (failure.find()) {
            String id = failure.group(1);
            // As MailroomException writes it: without it, equal reasons are equal.
            reported.putIfAbsent(id, failure.group(2).replace(" (messageId: " + id + ")", ""));
        }
    }

    /** The message of a line of a structured log, or the line. */
    private static String text(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            JsonNode message = Json.read(line).path("message");
            return message.isTextual() ? message.asText() : line;
        } catch (JsonProcessingException e) {
            return line;
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
