package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.console.Moment.Level;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.EventStep;
import dev.mailroom.local.step.FunctionStep;
import dev.mailroom.local.step.PipelineStep;
import dev.mailroom.local.step.QueueStep;
import dev.mailroom.local.step.SubscriberStep;
import dev.mailroom.local.step.TopicStep;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Adds each step to the stories. */
final class StorySteps {

    private final Stories stories;
    private final Flows flows;
    private final FunctionSteps functions;
    private final SubscriberSteps subscribers;
    private final Map<Class<?>, Consumer<PipelineStep>> told = new HashMap<>();
    private final Set<String> deadLetterQueues = new HashSet<>();
    private long refusals;

    StorySteps(Stories stories, Requests requests, Flows flows) {
        this.stories = stories;
        this.flows = flows;
        this.functions = new FunctionSteps(stories, requests, flows);
        this.subscribers = new SubscriberSteps(stories, flows);
        ofEvents();
        ofSubscribers();
        ofTopics();
        ofQueues();
        ofFunctions();
    }

    void deadLetterQueues(Collection<String> names) {
        deadLetterQueues.clear();
        deadLetterQueues.addAll(names);
    }

    void tell(PipelineStep step) {
        Consumer<PipelineStep> teller = told.get(step.getClass());
        if (teller != null) {
            teller.accept(step);
        }
    }

    private <S extends PipelineStep> void on(Class<S> type, Consumer<S> teller) {
        told.put(type, step -> teller.accept(type.cast(step)));
    }

    private void ofEvents() {
        on(EventStep.EventPut.class, this::put);
        on(EventStep.ScheduleTicked.class, this::ticked);
        on(EventStep.RuleMatched.class, this::matched);
        on(EventStep.NoRuleMatched.class, this::matchedNoRule);
        on(EventStep.DeliveryFailed.class, this::notDelivered);
        on(EventStep.EventDropped.class, this::dropped);
        on(
                EventStep.EventRefused.class,
                step -> refused(step.source(), step.detailType(), step.bus(), step.error()));
        on(EventStep.PutRefused.class, step -> refused("", "a whole request", "", step.error()));
    }

    private void ofSubscribers() {
        on(SubscriberStep.RawEventPut.class, subscribers::put);
        on(SubscriberStep.EventDeduplicated.class, subscribers::heldBack);
        on(SubscriberStep.SubscriberMatched.class, subscribers::matched);
        on(SubscriberStep.NoSubscriberMatched.class, subscribers::matchedNone);
        on(SubscriberStep.AttemptFailed.class, subscribers::failed);
        on(SubscriberStep.RetrySucceeded.class, subscribers::retried);
        on(SubscriberStep.FailureRecorded.class, subscribers::recorded);
        on(SubscriberStep.DeliveryLost.class, subscribers::lost);
    }

    private void ofTopics() {
        on(
                TopicStep.NotificationSent.class,
                step -> {
                    Trail trail = stories.trail(Destination.Kind.TOPIC, step.notificationId());
                    String text = "topic " + step.topic() + " sends it to " + step.target();
                    stories.note(trail, Level.PLAIN, text);
                    flows.add("topic " + step.topic(), step.target(), 1, stories.now());
                });
        on(
                TopicStep.NotificationFiltered.class,
                step -> {
                    Trail trail = stories.trail(Destination.Kind.TOPIC, step.notificationId());
                    String text = "not sent to " + step.target() + " because of its filter policy";
                    stories.note(trail, Level.WARN, text);
                    trail.is(Outcome.FILTERED);
                });
        on(
                TopicStep.NobodySubscribed.class,
                step -> {
                    Trail trail = stories.trail(Destination.Kind.TOPIC, step.notificationId());
                    String text = "topic " + step.topic() + " has no subscription";
                    stories.note(trail, Level.BAD, "lost, and its sender does not know: " + text);
                    trail.is(Outcome.LOST, text);
                });
        on(
                TopicStep.NotificationFailed.class,
                step -> {
                    Trail trail = stories.trail(Destination.Kind.TOPIC, step.notificationId());
                    String text = "not delivered to " + step.target() + ": " + step.error();
                    stories.note(trail, Level.BAD, text);
                    trail.is(Outcome.LOST, step.error());
                });
    }

    private void ofQueues() {
        on(QueueStep.MessageDelivered.class, this::delivered);
        on(QueueStep.MessageFiltered.class, this::filtered);
        on(QueueStep.MessageExpired.class, this::expired);
        on(QueueStep.MessageRedriven.class, this::redriven);
        on(QueueStep.MessageReturned.class, this::returned);
        on(QueueStep.MessageQuarantined.class, this::quarantined);
        on(
                QueueStep.MessageNotDeleted.class,
                step -> {
                    Trail trail = message(step.messageId());
                    stories.note(trail, Level.WARN, "not deleted: " + step.error());
                    trail.is(Outcome.RETRY, step.error());
                });
    }

    private void ofFunctions() {
        on(FunctionStep.BatchInvoked.class, functions::invoked);
        on(FunctionStep.EventInvoked.class, functions::invoked);
        on(FunctionStep.BatchThrottled.class, functions::throttled);
        on(FunctionStep.InvocationReturned.class, functions::returned);
        on(FunctionStep.InvocationFailed.class, functions::failed);
        on(FunctionStep.FailuresIgnored.class, functions::ignored);
        on(FunctionStep.EventKept.class, functions::kept);
        on(FunctionStep.EventLost.class, functions::lost);
        on(FunctionStep.FunctionLog.class, functions::wrote);
    }

    void wrote(Write write, List<Trail> trails) {
        functions.wrote(write, trails);
    }

    private void put(EventStep.EventPut step) {
        Story story = story(step.eventId(), step.source(), step.detailType(), step.bus());
        boolean isFirst = story.bus().isEmpty();
        if (isFirst) {
            story.isOn(step.bus());
        }
        String text = isFirst ? "put on bus " : "handed on to bus ";
        stories.note(story.trail(), Level.PLAIN, text + step.bus());
    }

    private Story story(String id, String source, String detailType, String bus) {
        return stories.story(id, now -> Story.without(id, source, detailType, bus, now));
    }

    private void ticked(EventStep.ScheduleTicked step) {
        Story story = stories.known(step.eventId());
        if (story != null) {
            story.isOn(step.rule());
            stories.note(story.trail(), Level.PLAIN, "schedule " + step.rule() + " ticked");
        }
    }

    private void matched(EventStep.RuleMatched step) {
        flows.add("rule " + step.rule(), step.target(), 1, stories.now());
        Story story = stories.known(step.eventId());
        if (story != null) {
            flows.add("bus " + story.bus(), "rule " + step.rule(), 1, stories.now());
            String text = "matched rule " + step.rule() + ", goes to " + step.target();
            stories.note(story.trail(), Level.PLAIN, text);
        }
    }

    private void matchedNoRule(EventStep.NoRuleMatched step) {
        Story story = stories.known(step.eventId());
        if (story != null) {
            stories.note(story.trail(), Level.WARN, "matched no rule on bus " + step.bus());
            story.trail().is(Outcome.UNMATCHED, "no rule on bus " + step.bus() + " matches it");
        }
    }

    private void notDelivered(EventStep.DeliveryFailed step) {
        Story story = stories.known(step.eventId());
        if (story != null) {
            String text = "rule " + step.rule() + " could not deliver it to " + step.target();
            stories.note(story.trail(), Level.BAD, text + ": " + step.error());
            story.trail().is(Outcome.LOST, step.error());
        }
    }

    // An undelivered event is not lost if it is in the dead-letter queue of the rule.
    void handedOn(Story story, String queue, Trail message) {
        if (story.trail().isLost() && deadLetterQueues.contains(queue)) {
            message.is(Outcome.DEAD_LETTER, story.trail().reason());
            story.trail().isNoLongerLost();
        }
    }

    private void dropped(EventStep.EventDropped step) {
        Story story = story(step.eventId(), step.source(), step.detailType(), step.bus());
        String text = "lost, and its sender does not know: " + step.reason();
        stories.note(story.trail(), Level.BAD, text);
        story.trail().is(Outcome.LOST, step.reason());
    }

    private void refused(String source, String detailType, String bus, String error) {
        Story story = story("refused-" + refusals++, source, detailType, bus);
        stories.note(story.trail(), Level.BAD, "refused, and its sender was told: " + error);
        story.trail().is(Outcome.REFUSED, error);
    }

    private void delivered(QueueStep.MessageDelivered step) {
        Trail trail = message(step.messageId());
        stories.messagesIn(step.queue()).add(step.messageId());
        boolean isDead = deadLetterQueues.contains(step.queue());
        String text = "message " + step.messageId() + " in queue " + step.queue();
        stories.note(trail, isDead ? Level.BAD : Level.PLAIN, text);
        trail.is(isDead ? Outcome.DEAD_LETTER : Outcome.WAITING);
    }

    private void filtered(QueueStep.MessageFiltered step) {
        Trail trail = message(step.messageId());
        stories.messagesIn(step.queue()).remove(step.messageId());
        stories.note(trail, Level.WARN, "matched no filter of the event source: deleted");
        trail.is(Outcome.FILTERED, "no filter of the event source of " + step.queue() + " matches");
    }

    private void expired(QueueStep.MessageExpired step) {
        Trail trail = message(step.messageId());
        stories.messagesIn(step.queue()).remove(step.messageId());
        String text = "older than queue " + step.queue() + " keeps messages";
        stories.note(trail, Level.BAD, text);
        trail.is(Outcome.LOST, text);
    }

    private void redriven(QueueStep.MessageRedriven step) {
        Trail trail = message(step.messageId());
        stories.messagesIn(step.queue()).remove(step.messageId());
        stories.messagesIn(step.deadLetterQueue()).add(step.messageId());
        String text = "received too often: moved to dead-letter queue " + step.deadLetterQueue();
        stories.note(trail, Level.BAD, text);
        trail.is(Outcome.DEAD_LETTER, trail.reason());
        flows.add("queue " + step.queue(), "queue " + step.deadLetterQueue(), 1, stories.now());
    }

    private void returned(QueueStep.MessageReturned step) {
        Trail trail = message(step.messageId());
        stories.messagesIn(step.deadLetterQueue()).remove(step.messageId());
        stories.messagesIn(step.queue()).add(step.messageId());
        stories.note(trail, Level.PLAIN, "sent back to queue " + step.queue());
        trail.is(Outcome.WAITING);
    }

    private void quarantined(QueueStep.MessageQuarantined step) {
        Trail copy = message(step.messageId());
        stories.goesOn(step.originalId(), step.messageId());
        message(step.originalId()).goesOnAs(copy);
        stories.quarantines(step.function(), step.queue());
        String text = "quarantined by function " + step.function() + ": " + step.reason();
        stories.note(copy, Level.BAD, text);
        copy.is(Outcome.DEAD_LETTER, step.reason());
        flows.add("function " + step.function(), "queue " + step.queue(), 1, stories.now());
    }

    private Trail message(String id) {
        return stories.trail(Destination.Kind.QUEUE, id);
    }
}
