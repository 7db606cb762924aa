package dev.mailroom.local.internal.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.model.LocalRule;

import java.util.List;

/**
 * Some events that AWS itself sends, shortened.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/welcome.html">EventBridge events
 *     reference</a>
 */
final class AwsEvents {

    private AwsEvents() {}

    static List<ObjectNode> all() {
        return List.of(
                event("aws.events", "Scheduled Event", "{}"),
                event(
                        "aws.s3",
                        "Object Created",
                        "{\"version\": \"0\", \"bucket\": {\"name\": \"my-bucket\"}, \"object\": {\"key\": \"a.txt\", \"size\": 5},"
                                + " \"reason\": \"PutObject\"}"),
                event(
                        "aws.ec2",
                        "EC2 Instance State-change Notification",
                        "{\"instance-id\": \"i-1234567890abcdef0\", \"state\": \"stopped\"}"),
                event(
                        "aws.ecs",
                        "ECS Task State Change",
                        "{\"clusterArn\": \"arn:aws:ecs:us-east-1:000000000000:cluster/c\", \"lastStatus\": \"STOPPED\"}"));
    }

    private static ObjectNode event(String source, String detailType, String detail) {
        ObjectNode event = Json.object().put("label", "of AWS: " + detailType);
        event.put("bus", LocalRule.DEFAULT_BUS).put("source", source).put("detailType", detailType);
        try {
            return event.set("detail", Json.read(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A sample is not JSON.", e);
        }
    }
}
