package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Declares the queues and topics that SAM generates: for a dead-letter queue with a type instead of
 * an ARN, or a destination with only a type.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deadletterconfig.html">DeadLetterConfig</a>
 */
final class SamQueues {

    private static final Map<String, String> TYPES =
            Map.of("SQS", "AWS::SQS::Queue", "SNS", "AWS::SNS::Topic");

    private SamQueues() {}

    /** Declares them, and makes the properties that ask for them refer to them. */
    static void addTo(ObjectNode root) {
        if (root.path("Resources") instanceof ObjectNode resources) {
            for (Map.Entry<String, JsonNode> entry : List.copyOf(resources.properties())) {
                JsonNode resource = entry.getValue();
                if (resource.path("Type").asText().equals(Resource.SAM_FUNCTION)) {
                    ofFunction(entry.getKey(), resource.path("Properties"), resources);
                }
            }
        }
    }

    private static void ofFunction(String id, JsonNode properties, ObjectNode resources) {
        for (Map.Entry<String, JsonNode> event :
                new ArrayList<>(properties.path("Events").properties())) {
            JsonNode config = event.getValue().path("Properties").path("DeadLetterConfig");
            if (config instanceof ObjectNode deadLetters && !deadLetters.has("Arn")) {
                String given = deadLetters.path("QueueLogicalId").asText();
                String queue = given.isEmpty() ? id + event.getKey() + "Queue" : given;
                declare(queue, deadLetters, "Arn", resources);
            }
        }
        JsonNode destinations = properties.path("EventInvokeConfig").path("DestinationConfig");
        for (String kind : List.of("OnFailure", "OnSuccess")) {
            if (destinations.path(kind) instanceof ObjectNode destination
                    && !destination.has("Destination")) {
                String type = destination.path("Type").asText().equals("SNS") ? "Topic" : "Queue";
                declare(
                        id + "EventInvokeConfig" + kind + type,
                        destination,
                        "Destination",
                        resources);
            }
        }
    }

    private static void declare(
            String id, ObjectNode asking, String property, ObjectNode resources) {
        String type = TYPES.get(asking.path("Type").asText());
        if (type != null && !resources.has(id)) {
            resources.putObject(id).put("Type", type);
            ObjectNode reference = asking.putObject(property);
            if (type.equals("AWS::SNS::Topic")) {
                reference.put("Ref", id);
            } else {
                reference.putArray("Fn::GetAtt").add(id).add("Arn");
            }
        }
    }
}
