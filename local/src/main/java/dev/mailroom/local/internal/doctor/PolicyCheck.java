package dev.mailroom.local.internal.doctor;

import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.template.language.Resource;

import java.util.ArrayList;
import java.util.List;

/** Checks that a queue or a topic has one policy: another one replaces it (C41). */
final class PolicyCheck {

    private final Round round;
    private final ResourcePolicies policies;
    private final Connectors connectors;

    PolicyCheck(Round round) {
        this.round = round;
        this.policies = new ResourcePolicies(round);
        this.connectors = new Connectors(round);
    }

    void check() {
        for (String type : new String[] {"AWS::SQS::Queue", "AWS::SNS::Topic"}) {
            for (Resource resource : round.resources(type)) {
                round.attempt(resource, () -> check(resource));
            }
        }
    }

    private void check(Resource resource) {
        List<String> ids = new ArrayList<>();
        for (ResourcePolicies.Attached attached : policies.attached(resource)) {
            if (attached.applies() == Verdict.YES) {
                ids.add("'" + attached.policy().id() + "'");
            }
        }
        connectors.policiesFor(resource.id()).forEach(id -> ids.add("'" + id + "'"));
        if (ids.size() > 1) {
            round.lost(
                    resource.place(),
                    String.join(" and ", ids)
                            + " each set its policy: the one that is made last replaces the others,"
                            + " and those that they let in are refused",
                    "put all statements into one policy");
        }
    }
}
