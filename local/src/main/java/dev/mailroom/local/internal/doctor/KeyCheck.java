package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Grants;
import dev.mailroom.local.internal.doctor.policy.Statement;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Checks that a service may use the key of an encrypted queue or topic (C42).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html">Key
 *     management of SQS</a>
 */
final class KeyCheck {

    private static final String PROPERTY = "KmsMasterKeyId";
    // A key gets its id when it is created.
    private static final String THIS_KEY = Unknown.of("Key.Arn");

    private final Round round;

    KeyCheck(Round round) {
        this.round = round;
    }

    void check(Resource encrypted, Sender sender) {
        Block properties = encrypted.properties();
        if (!properties.has(PROPERTY)) {
            return;
        }
        String name = properties.text(PROPERTY);
        if (name.matches("(.*:)?alias/aws/(sqs|sns)")) {
            round.lost(
                    properties.place().at(PROPERTY),
                    "the key "
                            + name
                            + " of AWS does not let in "
                            + sender.service()
                            + ": nothing"
                            + " that "
                            + sender
                            + " sends arrives",
                    remedy(encrypted, sender));
            return;
        }
        Resource key = key(properties.node().path(PROPERTY), name);
        if (key != null && lets(key, sender) == Verdict.NO) {
            round.lost(
                    properties.place().at(PROPERTY),
                    "the policy of key '"
                            + key.id()
                            + "' does not let in "
                            + sender.service()
                            + ": nothing that "
                            + sender
                            + " sends arrives",
                    "let it do kms:GenerateDataKey and kms:Decrypt there");
        }
    }

    /** The template's own key of an encrypted queue; null if there is none. */
    @Nullable Resource ownKey(Resource encrypted) {
        Block properties = encrypted.properties();
        return properties.has(PROPERTY)
                ? key(properties.node().path(PROPERTY), properties.text(PROPERTY))
                : null;
    }

    /** Whether the holder of a role may do this with a key, by the role or by the key's policy. */
    boolean mayUse(Grants grants, Resource key, String action) {
        List<Statement> ofKey =
                Statement.of(key.properties().json("KeyPolicy")).stream()
                        .filter(KeyCheck::isForRoles)
                        .toList();
        Access use = Access.ofRole(action, THIS_KEY);
        return grants.let(use).or(Statement.allow(ofKey, use)) != Verdict.NO;
    }

    // A permission for the account does not include its roles, nor does one for a service.
    private static boolean isForRoles(Statement statement) {
        JsonNode principal = statement.json().path("Principal");
        JsonNode named = principal.path("AWS");
        boolean any = !principal.isObject() || isOfRoles(named);
        for (JsonNode one : named) {
            any |= isOfRoles(one);
        }
        return any;
    }

    private static boolean isOfRoles(JsonNode principal) {
        return principal.isTextual() && !principal.asText().matches(".*:root|[0-9]{12}");
    }

    private static String remedy(Resource encrypted, Sender sender) {
        String ownKey =
                "use a key of your own that lets "
                        + sender.service()
                        + " do kms:GenerateDataKey and kms:Decrypt";
        return encrypted.type().equals("AWS::SQS::Queue")
                ? ownKey + ", or SqsManagedSseEnabled: true"
                : ownKey;
    }

    private static Verdict lets(Resource key, Sender sender) {
        List<Statement> statements = Statement.of(key.properties().json("KeyPolicy"));
        Access use =
                Access.ofService(
                        sender.service(), "kms:Decrypt", THIS_KEY, sender.arn(), LocalAccount.ID);
        return Statement.allow(statements, use)
                .and(Statement.allow(statements, use.to("kms:GenerateDataKey", THIS_KEY)));
    }

    private @Nullable Resource key(JsonNode written, String name) {
        Resource named = round.resource(Written.reference(written));
        if (named == null && !Unknown.in(name)) {
            named = alias(name);
        }
        if (named != null && named.type().equals("AWS::KMS::Alias")) {
            JsonNode target = named.properties().node().path("TargetKeyId");
            named = round.resource(Written.reference(target));
        }
        return named != null && named.type().equals("AWS::KMS::Key") ? named : null;
    }

    private @Nullable Resource alias(String name) {
        for (Resource alias : round.resources("AWS::KMS::Alias")) {
            if (alias.properties().text("AliasName", "").equals(name)) {
                return alias;
            }
        }
        return null;
    }
}
