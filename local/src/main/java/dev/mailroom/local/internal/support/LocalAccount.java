package dev.mailroom.local.internal.support;

/**
 * The one account and the one region in which everything local lives, and the names of things in
 * it.
 */
public final class LocalAccount {

    public static final String ID = "000000000000";
    public static final String REGION = "us-east-1";

    private LocalAccount() {}

    public static String queueArn(String queue) {
        return arn("sqs", queue);
    }

    /** The form of AWS: a client sends to its endpoint, whatever host a queue URL names. */
    public static String queueUrl(String queue) {
        return "https://sqs." + REGION + ".amazonaws.com/" + ID + "/" + queue;
    }

    public static String topicArn(String topic) {
        return arn("sns", topic);
    }

    public static String functionArn(String function) {
        return arn("lambda", "function:" + function);
    }

    /** The name of a function that is given by its name or its ARN, with or without a version. */
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

    public static String roleArn(String role) {
        return "arn:aws:iam::" + ID + ":role/" + role;
    }

    public static String scheduleArn(String schedule) {
        return arn("scheduler", "schedule/default/" + schedule);
    }

    /** The name of a bus that is given by its name or by its ARN. */
    public static String busName(String nameOrArn) {
        int slash = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(":event-bus/") : -1;
        return slash < 0 ? nameOrArn : nameOrArn.substring(slash + ":event-bus/".length());
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
    }
}
