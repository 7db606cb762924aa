package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.doctor.Route;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.template.Place;
import dev.mailroom.local.internal.template.RuleBlock;
import dev.mailroom.local.internal.template.TargetBlock;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether rules and routes meet. What a rule invokes itself, past every queue, has no
 * routes.
 */
final class RouteCheck {

    private static final String TICK = "Scheduled Event";

    private final Round round;
    private final List<Route> routes;
    private final Set<Route> fed = new HashSet<>();

    RouteCheck(Round round, List<Route> routes) {
        this.round = round;
        this.routes = routes;
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

    void unfed() {
        for (Route route : routes) {
            if (!fed.contains(route)) {
                round.find(
                        new Place("", ""),
                        "no rule feeds the route "
                                + route.source()
                                + " / "
                                + route.detailType()
                                + ".");
            }
        }
    }

    private void pattern(RuleBlock rule) {
        JsonNode pattern = rule.settings().document(rule.form().pattern());
        Place place = rule.settings().place().at(rule.form().pattern());
        // C23
        if (!round.compiles(Json.write(pattern), place)) {
            return;
        }
        if (rule.targets().stream().noneMatch(this::reachesAQueue)) {
            return;
        }
        RoutePattern routed = RoutePattern.of(pattern);
        List<Route> wanted = routes.stream().filter(routed::matches).toList();
        fed.addAll(wanted);
        if (!routes.isEmpty() && wanted.isEmpty()) {
            round.find(place, "no route wants what it matches.");
        }
    }

    private void tick(RuleBlock rule, TargetBlock target) {
        if (!reachesAQueue(target)) {
            return;
        }
        if (target.block().has("Input")) {
            Place place = target.block().place().at("Input");
            ofInput(target.block().text("Input"))
                    .ifPresent(route -> feed(route, place, "no route wants this event."));
            return;
        }
        boolean byScheduler = rule.form().byScheduler();
        Route route = new Route(byScheduler ? "aws.scheduler" : "aws.events", TICK);
        if (target.block().has("InputTransformer")) {
            fed.add(route);
            return;
        }
        feed(
                route,
                rule.settings().place().at(rule.form().schedule()),
                "no route wants its events (" + (byScheduler ? "C18" : "C17") + ").");
    }

    private void feed(Route route, Place place, String unwanted) {
        fed.add(route);
        if (!routes.isEmpty() && !routes.contains(route)) {
            round.find(place, unwanted);
        }
    }

    // An input that is no event has no route.
    private static Optional<Route> ofInput(String input) {
        try {
            JsonNode event = Json.read(input);
            return event.path("source").isTextual() && event.path("detail-type").isTextual()
                    ? Optional.of(
                            new Route(
                                    event.path("source").asText(),
                                    event.path("detail-type").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private boolean reachesAQueue(TargetBlock target) {
        @Nullable Destination destination = target.destination();
        if (destination == null) {
            return false;
        }
        return switch (destination.kind()) {
            case QUEUE -> true;
            case FUNCTION, BUS -> false;
            case TOPIC ->
                    round.subscriptions().stream()
                            .anyMatch(
                                    one ->
                                            one.protocol().equals("sqs")
                                                    && one.topic().equals(destination.name()));
        };
    }
}
