package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.console.Moment.Level;
import dev.mailroom.local.internal.definition.PipelineDefinition;
import dev.mailroom.local.internal.delivery.EventTrace;
import dev.mailroom.local.internal.support.Bounded;
import dev.mailroom.local.model.BusEvent;
import dev.mailroom.local.model.Destination;
import dev.mailroom.local.step.PipelineStep;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The stories of the last events, put together from the steps of one pipeline or of several that
 * follow each other. Thread-safe.
 */
public final class Stories implements Consumer<PipelineStep>, EventTrace {

    private static final int MOST_EVENTS = 2_000;
    private static final int MOST_TRAILS = 10_000;
    private static final int MOST_CHARACTERS = 4_000;

    private final Clock clock;
    private final Map<String, Story> stories = new Bounded<>(MOST_EVENTS);
    // By destination and the id there: of a message, a notification or a request.
    private final Map<String, Trail> trails = new Bounded<>(MOST_TRAILS);
    private final Map<String, String> eventOfMessage = new Bounded<>(MOST_TRAILS);
    private final Map<String, Set<String>> inQueue = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> quarantines = new HashMap<>();
    private final Requests requests = new Requests();
    private final Flows flows = new Flows();
    private final StorySteps steps;
    private long moments;
    private long changes;

    public Stories(Clock clock) {
        this.clock = clock;
        this.steps = new StorySteps(this, requests, flows);
    }

    /** Sets the pipeline of the next steps; the queues of the one before are gone. */
    public synchronized void begin(PipelineDefinition definition) {
        trails.values().forEach(Trail::endsWithThePipeline);
        requests.stop();
        steps.deadLetterQueues(DeadLetterQueues.of(definition).names());
        inQueue.clear();
        quarantines.clear();
    }

    @Override
    public synchronized void accept(PipelineStep step) {
        steps.tell(step);
        changed();
    }

    @Override
    public synchronized void began(BusEvent event) {
        stories.computeIfAbsent(event.id(), id -> Story.of(event, clock.instant()));
    }

    @Override
    public synchronized void handedOn(String eventId, Destination to, String id) {
        Story story = stories.get(eventId);
        if (story != null) {
            story.trail().leadsTo(trail(to.kind(), id));
            if (to.kind() == Destination.Kind.QUEUE) {
                eventOfMessage.put(id, eventId);
                steps.handedOn(story, to.name(), trail(to.kind(), id));
            }
        }
    }

    /** Adds a function's write to a table to the events that the request names. */
    synchronized void wrote(Write write) {
        steps.wrote(write, write.ids().stream().flatMap(this::trailsOf).toList());
        changed();
    }

    private Stream<Trail> trailsOf(String id) {
        Story story = stories.get(id);
        return story == null
                ? Stream.ofNullable(trails.get(Destination.Kind.QUEUE + " " + id))
                : Stream.of(story.trail());
    }

    Story story(String id, Function<Instant, Story> made) {
        return stories.computeIfAbsent(id, unknown -> made.apply(clock.instant()));
    }

    @Nullable Story known(String eventId) {
        return stories.get(eventId);
    }

    Trail trail(Destination.Kind kind, String id) {
        return trails.computeIfAbsent(kind + " " + id, unknown -> new Trail(id));
    }

    /** A message goes on as another one, which is of the same event. */
    void goesOn(String messageId, String asMessageId) {
        String event = eventOfMessage.get(messageId);
        if (event != null) {
            eventOfMessage.put(asMessageId, event);
        }
    }

    void quarantines(String function, String queue) {
        quarantines.computeIfAbsent(queue, unknown -> new TreeSet<>()).add("function " + function);
    }

    /** Those that quarantined messages in a queue. */
    synchronized Set<String> quarantinedBy(String queue) {
        return Set.copyOf(quarantines.getOrDefault(queue, Set.of()));
    }

    Set<String> messagesIn(String queue) {
        return inQueue.computeIfAbsent(
                queue, unknown -> Collections.newSetFromMap(new Bounded<>(MOST_TRAILS)));
    }

    void note(Trail trail, Level level, String text) {
        String told =
                text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
        trail.add(new Moment(moments++, clock.instant(), level, told));
    }

    Instant now() {
        return clock.instant();
    }

    // What the page asks for.

    /** A view of each story, or of some of them. */
    synchronized <T> List<T> newestFirst(Function<Story, Stream<T>> view) {
        List<T> found = new ArrayList<>(stories.values().stream().flatMap(view).toList());
        Collections.reverse(found);
        return found;
    }

    synchronized <T> @Nullable T of(String eventId, Function<Story, T> view) {
        Story story = stories.get(eventId);
        return story == null ? null : view.apply(story);
    }

    /** The moments of a story, without lines of its functions that are about other events. */
    synchronized List<Moment> moments(Story story) {
        Set<String> own = new LinkedHashSet<>(List.of(story.id()));
        story.trail().all().forEach(trail -> own.add(trail.id()));
        return story.trail().moments((trail, line) -> isAbout(own, trail, line));
    }

    private boolean isAbout(Set<String> own, Trail trail, String line) {
        Request request = requests.get(trail.id());
        if (request == null || own.stream().anyMatch(line::contains)) {
            return true;
        }
        return request.messages().stream()
                .map(Trail::id)
                .noneMatch(id -> line.contains(id) || line.contains(eventOf(id)));
    }

    private String eventOf(String messageId) {
        String event = eventOfMessage.get(messageId);
        return event == null ? messageId : event;
    }

    synchronized @Nullable String eventOfMessage(String messageId) {
        return eventOfMessage.get(messageId);
    }

    synchronized boolean hasStory(String eventId) {
        return stories.containsKey(eventId);
    }

    Clock clock() {
        return clock;
    }

    /** Whether a time is within this period before now. */
    boolean isRecent(Instant time, Duration ago) {
        return time.isAfter(clock.instant().minus(ago));
    }

    synchronized @Nullable String reasonOf(String messageId) {
        Trail trail = trails.get(Destination.Kind.QUEUE + " " + messageId);
        return trail == null ? null : trail.reason();
    }

    /** The ids of the messages that came into a queue and did not leave it, as far as known. */
    synchronized List<String> idsIn(String queue) {
        return List.copyOf(messagesIn(queue));
    }

    synchronized Flows.Flow flow(String from, String to) {
        return flows.of(from, to);
    }

    private synchronized void changed() {
        changes++;
        notifyAll();
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits until something has changed since this version, or for a while. */
    synchronized long awaitChange(long seen, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (changes == seen && left > 0) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
        return changes;
    }
}
