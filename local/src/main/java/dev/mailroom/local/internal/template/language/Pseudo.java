package dev.mailroom.local.internal.template.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.mailroom.local.internal.support.LocalAccount;

import org.jspecify.annotations.Nullable;

/**
 * The pseudo parameters.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html">Pseudo
 *     parameters</a>
 */
final class Pseudo {

    static final String STACK = "local";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String STACK_ID =
            "arn:aws:cloudformation:"
                    + LocalAccount.REGION
                    + ":"
                    + LocalAccount.ID
                    + ":stack/"
                    + STACK
                    + "/00000000-0000-0000-0000-000000000000";

    private Pseudo() {}

    static @Nullable JsonNode value(String name) {
        return switch (name) {
            case "AWS::Region" -> JSON.textNode(LocalAccount.REGION);
            case "AWS::AccountId" -> JSON.textNode(LocalAccount.ID);
            case "AWS::Partition" -> JSON.textNode("aws");
            case "AWS::URLSuffix" -> JSON.textNode("amazonaws.com");
            case "AWS::StackName" -> JSON.textNode(STACK);
            case "AWS::StackId" -> JSON.textNode(STACK_ID);
            case "AWS::NotificationARNs" -> JSON.arrayNode();
            default -> null;
        };
    }

    static ArrayNode zones() {
        ArrayNode zones = JSON.arrayNode();
        for (char zone = 'a'; zone <= 'c'; zone++) {
            zones.add(LocalAccount.REGION + zone);
        }
        return zones;
    }
}
