package dev.mailroom.local.internal.doctor;

import com.fasterxml.jackson.databind.JsonNode;

import dev.mailroom.local.internal.doctor.policy.Access;
import dev.mailroom.local.internal.doctor.policy.Verdict;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.MappingBlock;
import dev.mailroom.local.internal.template.language.Resource;
import dev.mailroom.local.internal.template.language.Unknown;
import dev.mailroom.local.model.Destination;

import java.util.ArrayList;
import java.util.List;

/** Finds what reads a queue: functions, pipes, and anything that may receive from it. */
final class Readers {

    private final Round round;

    Readers(Round round) {
        this.round = round;
    }

    /** What certainly reads a queue, such as {@code function 'Work'}. */
    List<String> of(Resource queue) {
        String arn = arn(queue);
        List<String> readers = new ArrayList<>();
        for (MappingBlock mapping : round.mappings()) {
            if (LocalAccount.queueArn(mapping.queue()).equals(arn)
                    && Known.flag(mapping.settings(), "Enabled", true)) {
                readers.add("function '" + function(mapping) + "'");
            }
        }
        for (Resource pipe : round.resources("AWS::Pipes::Pipe")) {
            if (pipe.properties().text("Source", "").equals(arn)) {
                readers.add("pipe '" + pipe.id() + "'");
            }
        }
        return readers;
    }

    private String function(MappingBlock mapping) {
        Resource function = round.resource(Destination.function(mapping.function()));
        return function == null ? mapping.function() : function.id();
    }

    /** Whether something reads a queue, or may do so as far as the template shows. */
    boolean mayBeRead(Resource queue) {
        return !of(queue).isEmpty() || isAnUnknownSource() || mayBeReceivedFrom(queue);
    }

    private boolean isAnUnknownSource() {
        return round.resources().stream()
                .anyMatch(
                        resource ->
                                isUnknown(resource, "AWS::Pipes::Pipe", "Source")
                                        || isUnknown(
                                                resource,
                                                "AWS::Lambda::EventSourceMapping",
                                                "EventSourceArn"));
    }

    private static boolean isUnknown(Resource resource, String type, String property) {
        return resource.type().equals(type) && Unknown.in(resource.properties().text(property, ""));
    }

    // A function that knows the queue, or a reader that is not a function.
    private boolean mayBeReceivedFrom(Resource queue) {
        Access receive = Access.ofRole("sqs:ReceiveMessage", arn(queue));
        Roles roles = new Roles(round);
        for (Resource function : roles.functions()) {
            JsonNode variables =
                    function.properties().block("Environment").block("Variables").node();
            for (JsonNode variable : variables) {
                if (Written.reference(variable).equals(queue.id())
                        && roles.ofFunction(function).let(receive) != Verdict.NO) {
                    return true;
                }
            }
        }
        return roles.ofOthers().stream().anyMatch(grants -> grants.let(receive) != Verdict.NO);
    }

    private String arn(Resource queue) {
        return LocalAccount.queueArn(round.names().name(queue.id(), queue.place()));
    }
}
