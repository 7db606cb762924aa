package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.console.Moment.Level;
import dev.mailroom.local.internal.support.Bounded;
import dev.mailroom.local.step.SubscriberStep;

import java.util.Map;

/** What the steps of Custom Event Buses and their subscribers add to the stories. */
final class SubscriberSteps {

    private static final int MOST_WAYS = 10_000;

    private final Stories stories;
    private final Flows flows;
    // What subscribers do not deliver at once, by event and subscriber.
    private final Map<String, Trail> ways = new Bounded<>(MOST_WAYS);

    SubscriberSteps(Stories stories, Flows flows) {
        this.stories = stories;
        this.flows = flows;
    }

    void put(SubscriberStep.RawEventPut step) {
        Story story =
                stories.story(
                        step.eventId(),
                        now ->
                                Story.without(
                                        step.eventId(), "", step.contentType(), step.bus(), now));
        stories.note(story.trail(), Level.PLAIN, "put on bus " + step.bus());
    }

    void heldBack(SubscriberStep.EventDeduplicated step) {
        Story story = stories.known(step.eventId());
        if (story != null) {
            String text = "a duplicate of it was held back by bus " + step.bus();
            stories.note(story.trail(), Level.PLAIN, text);
        }
    }

    void matched(SubscriberStep.SubscriberMatched step) {
        String subscriber = "subscriber " + step.subscriber();
        flows.add(subscriber, step.target(), 1, stories.now());
        Story story = stories.known(step.eventId());
        if (story != null) {
            flows.add("custom-bus " + story.bus(), subscriber, 1, stories.now());
            String text = "wanted by " + subscriber + ", goes to " + step.target();
            stories.note(story.trail(), Level.PLAIN, text);
        }
    }

    void matchedNone(SubscriberStep.NoSubscriberMatched step) {
        Story story = stories.known(step.eventId());
        if (story != null) {
            String text = "no subscriber of bus " + step.bus() + " wants it";
            stories.note(story.trail(), Level.WARN, text);
            story.trail().is(Outcome.UNMATCHED, text);
        }
    }

    void failed(SubscriberStep.AttemptFailed step) {
        Trail way = way(step.eventId(), step.subscriber());
        String text = "subscriber " + step.subscriber() + " could not deliver it to ";
        stories.note(
                way,
                Level.WARN,
                text + step.target() + ", attempt " + step.attempt() + ": " + step.error());
        way.is(Outcome.RETRY, step.error());
    }

    void retried(SubscriberStep.RetrySucceeded step) {
        Trail way = way(step.eventId(), step.subscriber());
        String text = "delivered to " + step.target() + ", attempt " + step.attempt();
        stories.note(way, Level.PLAIN, text);
        way.is(Outcome.DONE);
    }

    void recorded(SubscriberStep.FailureRecorded step) {
        flows.add("subscriber " + step.subscriber(), step.destination(), 1, stories.now());
        for (String eventId : step.eventIds()) {
            Trail way = way(eventId, step.subscriber());
            String text = "given up by subscriber " + step.subscriber() + ": a record is in ";
            stories.note(way, Level.BAD, text + step.destination() + ", the event on the bus");
            way.is(Outcome.DEAD_LETTER, way.reason());
        }
    }

    void lost(SubscriberStep.DeliveryLost step) {
        for (String eventId : step.eventIds()) {
            Trail way = way(eventId, step.subscriber());
            String text = "given up by subscriber " + step.subscriber() + ", and nobody is told: ";
            stories.note(way, Level.BAD, text + step.reason());
            way.is(Outcome.LOST, way.reason());
        }
    }

    /** The way of an event to the target of one subscriber, which is a part of its story. */
    private Trail way(String eventId, String subscriber) {
        Trail way = ways.computeIfAbsent(eventId + " " + subscriber, Trail::new);
        Story story = stories.known(eventId);
        if (story != null) {
            story.trail().leadsTo(way);
        }
        return way;
    }
}
