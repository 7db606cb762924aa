package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Grants;
import dev.mailroom.local.internal.doctor.policy.KnownPolicies;
import dev.mailroom.local.internal.doctor.policy.Statement;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the roles of a template allow their holders. */
final class Roles {

    private static final List<String> ATTACHED =
            List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy");

    private final Round round;
    private final Connectors connectors;

    Roles(Round round) {
        this.round = round;
        this.connectors = new Connectors(round);
    }

    List<Resource> functions() {
        List<Resource> functions = new ArrayList<>(round.resources("AWS::Serverless::Function"));
        functions.addAll(round.resources("AWS::Lambda::Function"));
        return functions;
    }

    /** What a function may do, by its own role or the one that SAM creates for it. */
    Grants ofFunction(Resource function) {
        Block properties = function.properties();
        Grants connected = connectors.grants(function);
        if (properties.has("Role")) {
            return ofRole(properties.text("Role")).and(connected);
        }
        boolean bySam = function.type().equals("AWS::Serverless::Function");
        return bySam ? ofSam(properties).and(connected) : Grants.UNKNOWN;
    }

    /** What a role may do, by its ARN; a role that is not in the template may do anything. */
    Grants ofRole(String arn) {
        Resource role = role(arn);
        return role == null ? Grants.UNKNOWN : ofRole(role);
    }

    /** The role with an ARN; null if it is not in the template. */
    private @Nullable Resource role(String arn) {
        for (Resource role : round.resources("AWS::IAM::Role")) {
            if (arnOf(role).equals(arn)) {
                return role;
            }
        }
        return null;
    }

    /** Checks that a role, if it is in the template, lets a service assume it for a sender. */
    void trust(String arn, String service, String senderArn, Place place) {
        Resource role = role(arn);
        if (role != null && !trusts(role, service, senderArn)) {
            round.lost(
                    place,
                    "role '" + role.id() + "' does not let " + service + " assume it",
                    "allow " + service + " to do sts:AssumeRole in its AssumeRolePolicyDocument");
        }
    }

    private boolean trusts(Resource role, String service, String senderArn) {
        Access assume =
                Access.ofService(
                        service, "sts:AssumeRole", arnOf(role), senderArn, LocalAccount.ID);
        List<Statement> trust = Statement.of(role.properties().json("AssumeRolePolicyDocument"));
        return Statement.allow(trust, assume) != Verdict.NO;
    }

    /** What users, and holders of roles other than functions, are allowed to do. */
    List<Grants> ofOthers() {
        Set<String> ofFunctions = new HashSet<>();
        for (Resource function : functions()) {
            ofFunctions.add(function.properties().text("Role", ""));
        }
        List<Grants> others = new ArrayList<>();
        for (Resource role : round.resources("AWS::IAM::Role")) {
            if (!ofFunctions.contains(arnOf(role))) {
                others.add(new Grants(ofRole(role).statements(), true));
            }
        }
        for (Resource user : round.resources("AWS::IAM::User")) {
            others.add(new Grants(inline(user).statements(), true));
        }
        for (Resource machine : round.resources("AWS::Serverless::StateMachine")) {
            others.add(new Grants(ofSam(machine.properties()).statements(), true));
        }
        return others;
    }

    private String arnOf(Resource role) {
        return round.names().attribute(role.id(), "Arn", role.place());
    }

    private Grants ofRole(Resource role) {
        Grants grants = inline(role);
        for (String managed : texts(role.properties().json("ManagedPolicyArns"))) {
            grants = grants.and(managed(managed));
        }
        String name = round.names().name(role.id(), role.place());
        for (String type : ATTACHED) {
            for (Resource policy : round.resources(type)) {
                grants = grants.and(attached(policy, name));
            }
        }
        return grants;
    }

    private static Grants inline(Resource owner) {
        Grants grants = Grants.NONE;
        for (Block policy : owner.properties().blocks("Policies")) {
            grants = grants.and(document(policy.json("PolicyDocument")));
        }
        return grants;
    }

    private Grants attached(Resource policy, String role) {
        Block properties = policy.properties();
        List<String> roles = new ArrayList<>(texts(properties.json("Roles")));
        if (properties.has("RoleName")) {
            roles.add(properties.text("RoleName"));
        }
        if (roles.contains(role)) {
            return document(properties.json("PolicyDocument"));
        }
        return roles.stream().anyMatch(Unknown::in) ? Grants.UNKNOWN : Grants.NONE;
    }

    private Grants managed(String nameOrArn) {
        Resource own = round.resource(Unknown.name(nameOrArn).replaceFirst("\\..*", ""));
        return own == null
                ? KnownPolicies.managed(nameOrArn)
                : document(own.properties().json("PolicyDocument"));
    }

    private Grants ofSam(Block properties) {
        if (properties.has("Role")) {
            return ofRole(properties.text("Role"));
        }
        Grants grants = KnownPolicies.poll("*");
        JsonNode policies = properties.json("Policies");
        for (JsonNode policy : policies.isArray() ? policies : list(policies)) {
            grants = grants.and(ofSam(policy));
        }
        return grants;
    }

    private Grants ofSam(JsonNode policy) {
        if (policy.isTextual()) {
            return managed(policy.asText());
        }
        if (policy.has("Statement")) {
            return document(policy);
        }
        Grants grants = Grants.NONE;
        for (var template : policy.properties()) {
            grants = grants.and(KnownPolicies.template(template.getKey(), template.getValue()));
        }
        return grants;
    }

    private static Grants document(JsonNode document) {
        return new Grants(Statement.of(document), true);
    }

    private static ArrayNode list(JsonNode node) {
        ArrayNode list = Json.object().arrayNode();
        return node.isMissingNode() ? list : list.add(node);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
