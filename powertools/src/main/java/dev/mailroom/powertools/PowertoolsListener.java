package dev.mailroom.powertools;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entries;
import static software.amazon.lambda.powertools.metrics.model.MetricUnit.COUNT;

import static java.util.Objects.requireNonNull;

import dev.mailroom.BatchListener;
import dev.mailroom.BatchSummary;
import dev.mailroom.Delivery;
import dev.mailroom.EventIdentity;
import dev.mailroom.LoggingListener;
import dev.mailroom.Outcome;

import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.provider.EmfMetricsProvider;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes metrics for each batch and a log line for each record, with Powertools for AWS Lambda.
 *
 * <p>The metrics leave at the end of the batch, through standard output in CloudWatch's embedded
 * metric format: one document for each of the named events that the batch holds, and one for all
 * others. (The format has room for 100 values of one metric; more values go into further
 * documents.) Each is counted under the dimension {@code Service}, for the whole function, and
 * under {@code Service}, {@code Source} and {@code DetailType}. The metrics:
 *
 * <ul>
 *   <li>{@code Done}, {@code Duplicate}, {@code Skipped}, {@code Retry}, {@code Poison} and {@code
 *       NotStarted}: how many records had this outcome, and {@code Quarantined}: how many of the
 *       poison ones were moved to a dead-letter queue;
 *   <li>{@code HandlerTime}: what each handled record took, in milliseconds;
 *   <li>{@code OldestRecordAge}: how long ago the oldest of the records was sent to the queue, in
 *       milliseconds;
 *   <li>{@code GroupCommitSize}, under {@code Service} alone: how many writes left in one request,
 *       if a sink {@linkplain #groupCommit reports} it.
 * </ul>
 *
 * <p>The log lines are like those of {@link LoggingListener}, with the fields {@code outcome},
 * {@code reported}, {@code receiveCount} and {@code handlerMillis}, which Powertools' JSON formats
 * show, in addition to {@code messageId}, {@code eventId}, {@code source} and {@code detailType}
 * from the MDC. They contain nothing of a payload.
 *
 * <p>Default: no event is named, so that the whole batch is one document. Immutable and
 * thread-safe; nothing is kept from one invocation to the next except sizes of group commits, which
 * leave once, with the next batch that ends.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class PowertoolsListener implements BatchListener {

    private static final BatchListener LOG =
            new LoggingListener(
                    "dev.mailroom.powertools.PowertoolsListener", PowertoolsListener::fields);

    /** The requests of one batch, at most: the largest has as many records. */
    private static final int MOST_GROUP_COMMITS = 10_000;

    private final Metrics metrics;
    private final String service;
    private final Set<EventName> events;
    private final Clock clock;
    private final BlockingQueue<Integer> groupCommits;

    private PowertoolsListener(
            Metrics metrics,
            String service,
            Set<EventName> events,
            Clock clock,
            BlockingQueue<Integer> groupCommits) {
        this.metrics = metrics;
        this.service = service;
        this.events = events;
        this.clock = clock;
        this.groupCommits = groupCommits;
    }

    /**
     * Returns a listener that names no event.
     *
     * @param namespace the CloudWatch namespace of the metrics
     * @param service the value of the dimension {@code Service}, such as the function's name
     * @return the listener
     * @throws IllegalArgumentException if CloudWatch does not allow one of the names
     */
    public static PowertoolsListener of(String namespace, String service) {
        // Not the shared instance of Powertools, which keeps an entry for each invocation that does
        // not flush it.
        Metrics metrics = new EmfMetricsProvider().getMetricsInstance();
        metrics.setNamespace(requireNonNull(namespace, "namespace"));
        metrics.setDefaultDimensions(
                DimensionSet.of("Service", requireNonNull(service, "service")));
        return new PowertoolsListener(
                metrics,
                service,
                Set.of(),
                Clock.systemUTC(),
                new LinkedBlockingQueue<>(MOST_GROUP_COMMITS));
    }

    /**
     * Adds an event that has metrics of its own, under its names. All other events have the names
     * {@code other}: names come from senders, and each new one would be a new metric to pay for.
     *
     * @param source the event's source
     * @param detailType the event's detail-type
     * @return a listener with this event
     * @throws IllegalArgumentException if CloudWatch does not allow one of the names as the value
     *     of a dimension
     */
    public PowertoolsListener event(String source, String detailType) {
        Set<EventName> all = new HashSet<>(events);
        EventName name =
                new EventName(
                        requireNonNull(source, "source"), requireNonNull(detailType, "detailType"));
        var unused = name.dimensions(service); // fails now, not in the first batch
        all.add(name);
        return new PowertoolsListener(metrics, service, Set.copyOf(all), clock, groupCommits);
    }

    /**
     * Sets the clock that measures the age of records, instead of the system's.
     *
     * @param clock the clock
     * @return a listener with this clock
     */
    public PowertoolsListener clock(Clock clock) {
        return new PowertoolsListener(
                metrics, service, events, requireNonNull(clock, "clock"), groupCommits);
    }

    /**
     * Counts one request of a sink that commits the writes of several lanes together. Give it to
     * the sink's builder, as {@code onGroupCommit(listener::groupCommit)}. The sizes leave as the
     * metric {@code GroupCommitSize} at the end of the batch; those of more than 10,000 requests
     * before it are not counted.
     *
     * @param writes how many writes the request held
     */
    public void groupCommit(int writes) {
        groupCommits.offer(writes);
    }

    @Override
    public void onOutcome(Delivery delivery, Outcome outcome) {
        LOG.onOutcome(delivery, outcome);
    }

    // What else says which record it was, messageId and the event's names, is in the MDC.
    private static StructuredArgument fields(Delivery delivery, Outcome outcome) {
        return entries(
                Map.of(
                        "outcome", outcome.kind().toString(),
                        "reported", outcome.reported(),
                        "receiveCount", delivery.record().receiveCount(),
                        "handlerMillis", delivery.handlingTime().toMillis()));
    }

    @Override
    public void onBatch(List<Delivery> records, BatchSummary summary) {
        LOG.onBatch(summary);
        Map<EventName, List<Delivery>> byEvent = new LinkedHashMap<>();
        for (Delivery record : records) {
            byEvent.computeIfAbsent(name(record), name -> new ArrayList<>()).add(record);
        }
        byEvent.forEach(this::flush);
        flushGroupCommits();
    }

    private EventName name(Delivery record) {
        EventIdentity event = record.event();
        if (event == null || event.source() == null || event.detailType() == null) {
            return EventName.OTHER;
        }
        EventName name = new EventName(event.source(), event.detailType());
        return events.contains(name) ? name : EventName.OTHER;
    }

    private void flushGroupCommits() {
        List<Integer> sizes = new ArrayList<>();
        if (groupCommits.drainTo(sizes) > 0) {
            metrics.flushMetrics(
                    document -> {
                        document.setTimestamp(clock.instant());
                        sizes.forEach(size -> document.addMetric("GroupCommitSize", size, COUNT));
                    });
        }
    }

    private void flush(EventName event, List<Delivery> records) {
        EventMetrics values = new EventMetrics(records, clock.instant());
        metrics.flushMetrics(
                document -> {
                    document.addDimension(event.dimensions(service));
                    values.addTo(document);
                });
    }
}
