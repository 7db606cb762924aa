package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.console.Moment.Level;
import dev.mailroom.local.internal.support.LoggedOutcome;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.FunctionStep;

import java.util.List;
import java.util.Locale;

/** Adds the steps of functions to the stories. */
final class FunctionSteps {

    private final Stories stories;
    private final Requests requests;
    private final Flows flows;

    FunctionSteps(Stories stories, Requests requests, Flows flows) {
        this.stories = stories;
        this.requests = requests;
        this.flows = flows;
    }

    void invoked(FunctionStep.BatchInvoked step) {
        List<Trail> messages = step.messageIds().stream().map(this::message).toList();
        Trail trail = request(step.requestId());
        requests.begin(new Request(step.requestId(), step.function(), messages, trail));
        String batch = messages.size() == 1 ? "alone" : "with " + (messages.size() - 1) + " more";
        for (Trail message : messages) {
            message.begins();
            message.leadsTo(trail);
            String text = "function " + step.function() + " gets it " + batch;
            stories.note(message, Level.PLAIN, text + ", request " + step.requestId());
        }
        flows.add(
                "queue " + step.queue(),
                "function " + step.function(),
                messages.size(),
                stories.now());
    }

    void invoked(FunctionStep.EventInvoked step) {
        Trail trail = request(step.requestId());
        trail.begins();
        requests.begin(new Request(step.requestId(), step.function(), List.of(), trail));
        String text = "function " + step.function() + " gets it, attempt " + step.attempt();
        stories.note(trail, Level.PLAIN, text + ", request " + step.requestId());
    }

    void throttled(FunctionStep.BatchThrottled step) {
        for (String id : step.messageIds()) {
            String text = "function " + step.function() + " had no time for it: it is redelivered";
            stories.note(message(id), Level.WARN, text);
            message(id).is(Outcome.RETRY, "no free environment of function " + step.function());
        }
    }

    void returned(FunctionStep.InvocationReturned step) {
        Request request = requests.get(step.requestId());
        requests.end(step.requestId());
        if (request == null) {
            return;
        }
        for (Trail subject : request.subjects()) {
            if (step.failedMessageIds().contains(subject.id())) {
                String text = "reported as failed by " + step.function() + ": it is redelivered";
                stories.note(subject, Level.WARN, text);
                subject.is(Outcome.RETRY, "reported as failed by function " + step.function());
            } else if (subject.isElsewhere()) {
                stories.note(subject, Level.PLAIN, "not reported, so deleted: the copy stays");
            } else if (!subject.isLost()) {
                stories.note(subject, Level.GOOD, "done by function " + step.function());
                subject.is(Outcome.DONE);
            }
        }
    }

    void failed(FunctionStep.InvocationFailed step) {
        Request request = requests.get(step.requestId());
        requests.end(step.requestId());
        if (request == null) {
            return;
        }
        String why = step.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String reason = why + ": " + step.error();
        for (Trail subject : request.subjects()) {
            stories.note(subject, Level.WARN, "function " + step.function() + " failed, " + reason);
            subject.is(Outcome.RETRY, reason);
        }
    }

    void ignored(FunctionStep.FailuresIgnored step) {
        String reason = "the event source has no ReportBatchItemFailures";
        for (String id : step.failedMessageIds()) {
            stories.note(message(id), Level.BAD, "reported as failed, and deleted: " + reason);
            message(id).is(Outcome.LOST, reason);
        }
    }

    void kept(FunctionStep.EventKept step) {
        Trail trail = request(step.requestId());
        String text = "given up by function " + step.function() + ", sent to ";
        stories.note(trail, Level.BAD, text + step.destination());
        trail.is(Outcome.DEAD_LETTER, trail.reason());
        flows.add("function " + step.function(), step.destination(), 1, stories.now());
    }

    void lost(FunctionStep.EventLost step) {
        Trail trail = request(step.requestId());
        String text = "given up by function " + step.function() + " and gone: ";
        stories.note(trail, Level.BAD, text + step.reason());
        trail.is(Outcome.LOST, step.reason());
    }

    void wrote(FunctionStep.FunctionLog step) {
        LoggedOutcome outcome = LoggedOutcome.in(step.line());
        if (outcome != null) {
            message(outcome.messageId()).says(Outcome.valueOf(outcome.kind()), outcome.why());
        }
        for (Request request : requests.thatMayHaveWritten(step.function())) {
            stories.note(request.trail(), Level.LOG, step.line());
        }
    }

    /** Adds a write to the events that it names, or otherwise to the only running invocation. */
    void wrote(Write write, List<Trail> named) {
        Level level = write.error() == null ? Level.GOOD : Level.WARN;
        Request only = requests.only();
        List<Trail> found = named.isEmpty() && only != null ? List.of(only.trail()) : named;
        found.forEach(trail -> stories.note(trail, level, write.describe()));
        if (only != null && write.error() == null) {
            String function = "function " + only.function();
            flows.add(function, "table " + write.table(), 1, stories.now());
        }
    }

    private Trail message(String id) {
        return stories.trail(Destination.Kind.QUEUE, id);
    }

    private Trail request(String id) {
        return stories.trail(Destination.Kind.FUNCTION, id);
    }
}
