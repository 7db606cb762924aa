package dev.mailroom.local;

import java.util.Locale;

/** What can be sent to: a queue, a function or a topic, known by its name. */
record Destination(Kind kind, String name) {

    enum Kind {
        QUEUE,
        FUNCTION,
        TOPIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Destination queue(String name) {
        return new Destination(Kind.QUEUE, name);
    }

    static Destination function(String name) {
        return new Destination(Kind.FUNCTION, name);
    }

    static Destination topic(String name) {
        return new Destination(Kind.TOPIC, name);
    }

    /** The one whose ARN a property of a template holds. */
    static Destination of(TemplateBlock block, String property) {
        String arn = block.text(property);
        if (arn.startsWith(LocalAccount.queueArn(""))) {
            return queue(arn.substring(LocalAccount.queueArn("").length()));
        }
        if (arn.startsWith(LocalAccount.topicArn(""))) {
            return topic(arn.substring(LocalAccount.topicArn("").length()));
        }
        block.place()
                .at(property)
                .check(
                        arn.startsWith(LocalAccount.functionArn("")),
                        "'" + arn + "' is no queue, function or topic of this template.");
        return function(LocalAccount.functionName(arn));
    }

    String arn() {
        return switch (kind) {
            case QUEUE -> LocalAccount.queueArn(name);
            case FUNCTION -> LocalAccount.functionArn(name);
            case TOPIC -> LocalAccount.topicArn(name);
        };
    }

    /** What it is and its name, such as {@code queue signups}. */
    @Override
    public String toString() {
        return kind.word() + " " + name;
    }
}
