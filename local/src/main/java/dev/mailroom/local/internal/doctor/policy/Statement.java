package dev.mailroom.local.internal.doctor.policy;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One statement of a policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">Elements
 *     of a policy</a>
 */
public record Statement(JsonNode json) {

    /** The statements of a policy document; they may be one or a list. */
    public static List<Statement> of(JsonNode document) {
        return list(document.path("Statement")).stream().map(Statement::new).toList();
    }

    /** Whether statements allow an access; a denial wins (C43). */
    public static Verdict allow(List<Statement> statements, Access access) {
        Verdict allowed = any(statements, statement -> !statement.denies(), access);
        return allowed.and(any(statements, Statement::denies, access).not());
    }

    private static Verdict any(
            List<Statement> statements, Predicate<Statement> which, Access access) {
        Verdict any = Verdict.NO;
        for (Statement statement : statements) {
            if (which.test(statement)) {
                any = any.or(statement.covers(access));
            }
        }
        return any;
    }

    public boolean denies() {
        return json.path("Effect").asText().equals("Deny");
    }

    /** Whether it checks on whose behalf a service acts, correctly or not. */
    public boolean isLimited() {
        return Conditions.limit(json.path("Condition"));
    }

    public Verdict covers(Access access) {
        return principal(access.service())
                .and(element("Action", access.action().toLowerCase(Locale.ROOT)))
                .and(element("Resource", access.resource()))
                .and(Conditions.hold(json.path("Condition"), access.context()));
    }

    private Verdict principal(String service) {
        if (json.has("NotPrincipal")) {
            return Verdict.MAYBE;
        }
        JsonNode principal = json.path("Principal");
        if (service.isEmpty() || principal.isMissingNode()) {
            return Verdict.YES;
        }
        if (principal.asText().equals("*") || texts(principal.path("AWS")).contains("*")) {
            return Verdict.YES;
        }
        Verdict any = Verdict.NO;
        for (String one : texts(principal.path("Service"))) {
            any = any.or(Wildcards.same(one, service));
        }
        return any;
    }

    // A missing element is not a limit.
    private Verdict element(String name, String actual) {
        JsonNode excluded = json.path("Not" + name);
        if (!excluded.isMissingNode()) {
            return anyLike(name, excluded, actual).not();
        }
        JsonNode included = json.path(name);
        return included.isMissingNode() ? Verdict.YES : anyLike(name, included, actual);
    }

    private static Verdict anyLike(String name, JsonNode patterns, String actual) {
        Verdict any = Verdict.NO;
        for (String pattern : texts(patterns)) {
            String one = name.equals("Action") ? pattern.toLowerCase(Locale.ROOT) : pattern;
            any = any.or(Wildcards.like(one, actual));
        }
        return any;
    }

    static List<String> texts(JsonNode node) {
        return list(node).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(list::add);
        } else if (!node.isMissingNode() && !node.isNull()) {
            list.add(node);
        }
        return list;
    }
}
