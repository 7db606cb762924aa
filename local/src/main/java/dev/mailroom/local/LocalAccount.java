package dev.mailroom.local;

/**
 * The one account and the one region in which everything local lives, and the names of things in
 * it.
 */
final class LocalAccount {

    static final String ID = "000000000000";
    static final String REGION = "us-east-1";

    private LocalAccount() {}

    static String queueArn(String queue) {
        return arn("sqs", queue);
    }

    static String topicArn(String topic) {
        return arn("sns", topic);
    }

    static String functionArn(String function) {
        return arn("lambda", "function:" + function);
    }

    /** The name of a function that is given by its name or its ARN, with or without a version. */
    static String functionName(String nameOrArn) {
        String arn = functionArn("");
        String name = nameOrArn.startsWith(arn) ? nameOrArn.substring(arn.length()) : nameOrArn;
        return name.replaceFirst(":.*", "");
    }

    static String ruleArn(String bus, String rule) {
        return arn("events", bus.equals("default") ? "rule/" + rule : "rule/" + bus + "/" + rule);
    }

    static String tableArn(String table) {
        return arn("dynamodb", "table/" + table);
    }

    static String busArn(String bus) {
        return arn("events", "event-bus/" + bus);
    }

    static String roleArn(String role) {
        return "arn:aws:iam::" + ID + ":role/" + role;
    }

    static String scheduleArn(String schedule) {
        return arn("scheduler", "schedule/default/" + schedule);
    }

    /** The name of a bus that is given by its name or by its ARN. */
    static String busName(String nameOrArn) {
        int slash = nameOrArn.startsWith("arn:") ? nameOrArn.indexOf(":event-bus/") : -1;
        return slash < 0 ? nameOrArn : nameOrArn.substring(slash + ":event-bus/".length());
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
    }
}
