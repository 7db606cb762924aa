package dev.mailroom.local.internal.doctor.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Policies with names: AWS's managed policies, and SAM's policy templates.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html">Policy
 *     templates of SAM</a>
 */
public final class KnownPolicies {

    private static final List<String> POLL =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
    // Those that grant no access to a queue, a table or a bus.
    private static final Set<String> BESIDE =
            Set.of(
                    "AWSLambdaBasicExecutionRole",
                    "AWSLambdaVPCAccessExecutionRole",
                    "AWSXRayDaemonWriteAccess",
                    "AWSXrayWriteOnlyAccess",
                    "CloudWatchLambdaInsightsExecutionRolePolicy");
    // Other templates of these services are not read.
    private static final Pattern OF_THE_PATH = Pattern.compile("(SQS|DynamoDB|EventBridge|SNS).*");
    private static final Map<String, SamTemplate> TEMPLATES =
            Map.of(
                    "SQSPollerPolicy",
                    new SamTemplate(
                            "QueueName",
                            LocalAccount::queueArn,
                            "sqs:ChangeMessageVisibility*",
                            "sqs:DeleteMessage*",
                            "sqs:GetQueueAttributes",
                            "sqs:ReceiveMessage"),
                    "SQSSendMessagePolicy",
                    new SamTemplate("QueueName", LocalAccount::queueArn, "sqs:SendMessage*"),
                    "DynamoDBCrudPolicy",
                    new SamTemplate(
                            "TableName",
                            LocalAccount::tableArn,
                            "dynamodb:GetItem",
                            "dynamodb:DeleteItem",
                            "dynamodb:PutItem",
                            "dynamodb:Scan",
                            "dynamodb:Query",
                            "dynamodb:UpdateItem",
                            "dynamodb:BatchWriteItem",
                            "dynamodb:BatchGetItem",
                            "dynamodb:DescribeTable",
                            "dynamodb:ConditionCheckItem"),
                    "DynamoDBReadPolicy",
                    new SamTemplate(
                            "TableName",
                            LocalAccount::tableArn,
                            "dynamodb:GetItem",
                            "dynamodb:Scan",
                            "dynamodb:Query",
                            "dynamodb:BatchGetItem",
                            "dynamodb:DescribeTable"),
                    "DynamoDBWritePolicy",
                    new SamTemplate(
                            "TableName",
                            LocalAccount::tableArn,
                            "dynamodb:PutItem",
                            "dynamodb:UpdateItem",
                            "dynamodb:BatchWriteItem"),
                    "KMSDecryptPolicy",
                    // The id of a key is not known here.
                    new SamTemplate("KeyId", key -> "*", "kms:Decrypt"),
                    "EventBridgePutEventsPolicy",
                    new SamTemplate("EventBusName", LocalAccount::busArn, "events:PutEvents"));

    private KnownPolicies() {}

    /** A managed policy, by its name or its ARN. */
    public static Grants managed(String nameOrArn) {
        String name = nameOrArn.replaceFirst(".*/", "");
        if (name.equals("AWSLambdaSQSQueueExecutionRole")) {
            return poll("*");
        }
        return BESIDE.contains(name) ? Grants.NONE : Grants.UNKNOWN;
    }

    /** The actions with which a function reads from a queue. */
    public static Grants poll(String queueArn) {
        return grant(POLL, queueArn);
    }

    /** A policy template of SAM with its parameters. */
    public static Grants template(String name, JsonNode parameters) {
        SamTemplate template = TEMPLATES.get(name);
        if (template == null) {
            return OF_THE_PATH.matcher(name).matches() ? Grants.UNKNOWN : Grants.NONE;
        }
        String resource = parameters.path(template.parameter).asText();
        return grant(template.actions, template.arn.apply(resource));
    }

    public static Grants grant(List<String> actions, String resource) {
        ObjectNode statement = Json.object().put("Effect", "Allow").put("Resource", resource);
        ArrayNode list = statement.putArray("Action");
        actions.forEach(list::add);
        return new Grants(List.of(new Statement(statement)), true);
    }

    private record SamTemplate(String parameter, UnaryOperator<String> arn, List<String> actions) {
        SamTemplate(String parameter, UnaryOperator<String> arn, String... actions) {
            this(parameter, arn, List.of(actions));
        }
    }
}
