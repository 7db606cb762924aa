package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.doctor.shape.Messages;
import dev.mailroom.local.internal.support.EventPatterns;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what rules match, and whether it agrees with the routes. A function that a rule invokes
 * directly has no routes.
 */
final class RouteCheck {

    private static final String TICK = "Scheduled Event";

    private final Round round;
    private final List<Route> routes;
    private final Set<Route> fed = new HashSet<>();
    private final Feeds feeds;

    RouteCheck(Round round, List<Route> routes) {
        this.round = round;
        this.routes = routes;
        this.feeds = new Feeds(round);
    }

    void check(RuleBlock rule) {
        if (rule.hasPattern()) {
            pattern(rule);
            return;
        }
        for (TargetBlock target : rule.targets()) {
            round.attempt(rule.resource(), () -> tick(rule, target));
        }
    }

    /** Checks a subscriber of a Custom Event Bus that sends to a queue. */
    void check(SubscriberBlock subscriber) {
        Destination target = Round.destination(subscriber.invoke().text("TargetArn", ""));
        if (target == null || target.kind() != Destination.Kind.QUEUE) {
            return;
        }
        Block filter =
                subscriber.filters().stream()
                        .filter(one -> one.text("Scope", "").equals("DATA"))
                        .findFirst()
                        .orElse(null);
        if (filter == null || isOpen(subscriber, filter)) {
            fed.addAll(routes);
        } else {
            feed(filter.document("Pattern"), filter.place().at("Pattern"));
        }
    }

    // A payload of PutRawEvents, and the result of an expression, may have any route.
    private static boolean isOpen(SubscriberBlock subscriber, Block filter) {
        String written = filter.json("Pattern").toString();
        if (Unknown.in(written)
                || subscriber
                        .settings()
                        .block("Transformer")
                        .text("Type", "RAW")
                        .equals("JSONATA")) {
            return true;
        }
        JsonNode pattern = filter.document("Pattern");
        boolean ofEnvelope = pattern.has("source") || pattern.has("detail-type");
        return !ofEnvelope || EventPatterns.fault(Json.write(pattern)) != null;
    }

    void unfed() {
        if (feeds.mayComeFromElsewhere()) {
            return;
        }
        for (Route route : routes) {
            if (!fed.contains(route)) {
                round.lost(
                        new Place("", ""),
                        (round.subscribers().isEmpty() ? "no rule feeds" : "nothing feeds")
                                + " the route "
                                + route.source()
                                + " / "
                                + route.detailType(),
                        "add a rule whose pattern matches it");
            }
        }
    }

    private void pattern(RuleBlock rule) {
        JsonNode pattern = feeds.pattern(rule);
        Place place = rule.settings().place().at(rule.form().pattern());
        // C23: AWS's own matcher decides what is a pattern.
        if (!round.compiles(Json.write(pattern), place)) {
            return;
        }
        String mismatch = Messages.EVENT.mismatch(pattern);
        if (mismatch != null) {
            impossible(place.at(mismatch), mismatch);
            return;
        }
        if (rule.targets().stream().noneMatch(this::reachesAQueue)) {
            return;
        }
        feed(pattern, place);
    }

    private void feed(JsonNode pattern, Place place) {
        List<Route> wanted =
                routes.stream()
                        .filter(
                                route ->
                                        Messages.event(route.source(), route.detailType())
                                                .mayMatch(pattern))
                        .toList();
        fed.addAll(wanted);
        if (!routes.isEmpty() && wanted.isEmpty()) {
            round.lost(
                    place, "no route wants what it matches", "add a handler for it, or match less");
        }
    }

    private void impossible(Place place, String field) {
        boolean isField = Messages.EVENT.known().containsKey(field.replaceFirst("\\..*", ""));
        round.lost(
                place,
                isField
                        ? "no event has such a value there: the rule never matches"
                        : "no event has a field '" + field + "': the rule never matches",
                isField ? remedyOfValue(field) : remedyOfField(field));
    }

    private static String remedyOfValue(String field) {
        return field.equals("detail")
                ? "match the fields in it"
                : "write texts in quotes, such as \"0123\", in a list";
    }

    private static String remedyOfField(String field) {
        String plain = field.replaceAll("[^A-Za-z]", "");
        for (String known : Messages.EVENT.known().keySet()) {
            if (known.replaceAll("[^A-Za-z]", "").equalsIgnoreCase(plain)) {
                return "write " + known;
            }
        }
        return "fields of your own are in detail";
    }

    private void tick(RuleBlock rule, TargetBlock target) {
        if (!reachesAQueue(target)) {
            return;
        }
        if (target.block().has("Input")) {
            Place place = target.block().place().at("Input");
            ofInput(Known.text(target.block(), "Input"))
                    .ifPresent(route -> feed(route, place, "no route wants this event"));
            return;
        }
        Route route = new Route(rule.form().byScheduler() ? "aws.scheduler" : "aws.events", TICK);
        if (target.block().has("InputTransformer")) {
            fed.add(route);
            return;
        }
        feed(
                route,
                rule.settings().place().at(rule.form().schedule()),
                "no route wants its events");
    }

    // C17, C18: what a schedule sends by default.
    private void feed(Route route, Place place, String unwanted) {
        fed.add(route);
        if (!routes.isEmpty() && !routes.contains(route)) {
            round.lost(
                    place,
                    unwanted,
                    "add a handler for " + route.source() + " / " + route.detailType());
        }
    }

    // An input that is not an event has no route.
    private static Optional<Route> ofInput(String input) {
        try {
            JsonNode event = Json.read(input);
            String source = event.path("source").asText();
            String detailType = event.path("detail-type").asText();
            return event.path("source").isTextual() && event.path("detail-type").isTextual()
                    ? Optional.of(new Route(source, detailType))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private boolean reachesAQueue(TargetBlock target) {
        Destination destination = Round.destination(target);
        if (destination == null) {
            return Unknown.in(target.block().text("Arn"));
        }
        return switch (destination.kind()) {
            case QUEUE -> true;
            // The rules of that bus feed routes themselves.
            case FUNCTION, BUS -> false;
            case TOPIC ->
                    round.subscriptions().stream()
                            .anyMatch(
                                    one ->
                                            !one.isOfFunction()
                                                    && one.settings()
                                                            .text("Protocol", "")
                                                            .equals("sqs")
                                                    && Subscriptions.topic(one)
                                                            .equals(destination.arn()));
        };
    }
}
