package dev.mailroom.local.internal.support;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** The one account and region of the local run, and the names and ARNs in it. */
public final class LocalAccount {

    public static final String ID = "000000000000";
    public static final String REGION = "us-east-1";

    private static final int ID_LENGTH = 25;
    private static final Pattern CUSTOM_BUS =
            Pattern.compile(
                    "arn:aws[\\w-]*:events:[a-z0-9-]+:[0-9]{12}"
                            + ":event-busv2/[A-Za-z0-9][._A-Za-z0-9-]{0,255}/[a-z0-9]{25}");

    private LocalAccount() {}

    public static String queueArn(String queue) {
        return arn("sqs", queue);
    }

    /** In AWS's form. A client sends to its endpoint, whatever host a queue URL names. */
    public static String queueUrl(String queue) {
        return "https://sqs." + REGION + ".amazonaws.com/" + ID + "/" + queue;
    }

    public static String topicArn(String topic) {
        return arn("sns", topic);
    }

    public static String functionArn(String function) {
        return arn("lambda", "function:" + function);
    }

    /** The name of a function, from its name or its ARN, with or without a version. */
    public static String functionName(String nameOrArn) {
        String arn = functionArn("");
        String name = nameOrArn.startsWith(arn) ? nameOrArn.substring(arn.length()) : nameOrArn;
        return name.replaceFirst(":.*", "");
    }

    public static String ruleArn(String bus, String rule) {
        return arn("events", bus.equals("default") ? "rule/" + rule : "rule/" + bus + "/" + rule);
    }

    public static String tableArn(String table) {
        return arn("dynamodb", "table/" + table);
    }

    public static String busArn(String bus) {
        return arn("events", "event-bus/" + bus);
    }

    /** The ARN of a Custom Event Bus, whose generated id is derived from its name here (V2). */
    public static String customBusArn(String bus) {
        return arn("events", "event-busv2/" + bus + "/" + generatedId(bus));
    }

    /** Whether an ARN is one of a Custom Event Bus, in any account. */
    public static boolean isCustomBusArn(String arn) {
        return CUSTOM_BUS.matcher(arn).matches();
    }

    /** The name in the ARN of a Custom Event Bus. */
    public static String customBusName(String arn) {
        return arn.substring(arn.indexOf("/") + 1, arn.lastIndexOf("/"));
    }

    public static String subscriberArn(String bus, String subscriber) {
        return arn(
                "events", "subscriber/" + subscriber + "/" + generatedId(bus + "/" + subscriber));
    }

    // 25 letters and digits, the same in every run.
    private static String generatedId(String name) {
        byte[] hash = Hash.sha256(name);
        String id = new BigInteger(1, hash).toString(Character.MAX_RADIX);
        return ("0".repeat(ID_LENGTH) + id).substring(id.length());
    }

    public static String roleArn(String role) {
        return "arn:aws:iam::" + ID + ":role/" + role;
    }

    public static String scheduleArn(String schedule) {
        return arn("scheduler", "schedule/default/" + schedule);
    }

    /** The name of a bus, from its name or its ARN. */
    public static String busName(String nameOrArn) {
        int slash = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(":event-bus/") : -1;
        return slash < 0 ? nameOrArn : nameOrArn.substring(slash + ":event-bus/".length());
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
    }
}
