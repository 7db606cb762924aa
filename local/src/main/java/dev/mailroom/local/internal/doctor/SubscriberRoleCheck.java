package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Grants;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.template.SubscriberBlock;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import org.jspecify.annotations.Nullable;

/**
 * Checks the role with which a subscriber sends to its target and to its queue of failure records
 * (V20).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-cloudformation.html">Creating
 *     Custom Event Bus resources with CloudFormation</a>
 */
final class SubscriberRoleCheck {

    private static final String SERVICE = "events.amazonaws.com";

    private final Round round;
    private final Roles roles;
    private final KeyCheck keys;

    SubscriberRoleCheck(Round round) {
        this.round = round;
        this.roles = new Roles(round);
        this.keys = new KeyCheck(round);
    }

    void check(SubscriberBlock subscriber) {
        Block invoke = subscriber.invoke();
        Place place = invoke.place().at("RoleArn");
        if (!invoke.has("RoleArn")) {
            round.lost(
                    place,
                    "there is no role with which the subscriber may send: AWS refuses it",
                    "name a role that "
                            + SERVICE
                            + " may assume, and that lets it do sqs:SendMessage");
            return;
        }
        String role = Known.text(invoke, "RoleArn");
        roles.trust(role, SERVICE, Sender.of(subscriber).arn(), place);
        Block onFailure = subscriber.settings().block("OnFailureConfiguration");
        send(role, invoke.text("TargetArn"), place);
        send(role, onFailure.text("Arn", ""), place);
    }

    private void send(String role, String arn, Place place) {
        @Nullable Destination destination = Unknown.in(arn) ? null : Round.destination(arn);
        if (destination == null) {
            return;
        }
        Grants grants = roles.ofRole(role);
        String action = Sender.sending(destination.kind());
        if (grants.let(Access.ofRole(action, destination.arn())) == Verdict.NO) {
            round.lost(
                    place,
                    "the role does not let the subscriber send to " + destination,
                    "allow " + action + " there");
        }
        Resource queue = round.resource(destination);
        Resource key = queue == null ? null : keys.ownKey(queue);
        if (key != null
                && !(keys.mayUse(grants, key, "kms:GenerateDataKey")
                        && keys.mayUse(grants, key, "kms:Decrypt"))) {
            round.lost(
                    place,
                    "the role does not let the subscriber use key '"
                            + key.id()
                            + "', with which "
                            + destination
                            + " is encrypted",
                    "allow kms:GenerateDataKey and kms:Decrypt there");
        }
    }
}
