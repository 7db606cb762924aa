package dev.mailroom.local.step;

/** What happened to an event on a bus, at a rule, or at a schedule. */
public sealed interface EventStep extends PipelineStep {

    /**
     * A bus took an event.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event
     * @param source its source
     * @param detailType its detail-type
     */
    record EventPut(String bus, String eventId, String source, String detailType)
            implements EventStep {

        @Override
        public String describe() {
            return "event " + eventId + " put on bus " + bus + ": " + source + " / " + detailType;
        }
    }

    /**
     * A bus did not take an event, and its sender was told so.
     *
     * @param bus the name of the bus
     * @param source the source of the event
     * @param detailType its detail-type
     * @param error what the sender was told
     */
    record EventRefused(String bus, String source, String detailType, String error)
            implements EventStep {

        @Override
        public String describe() {
            return "event REFUSED by bus "
                    + bus
                    + ": "
                    + source
                    + " / "
                    + detailType
                    + ": "
                    + error;
        }
    }

    /**
     * A whole request to put events was refused, and its sender was told so.
     *
     * @param error what the sender was told
     */
    record PutRefused(String error) implements EventStep {

        @Override
        public String describe() {
            return "request to put events REFUSED: " + error;
        }
    }

    /**
     * An event is lost, although EventBridge told its sender that it took it.
     *
     * @param bus the name of the bus that it was put on
     * @param eventId the id that the sender was told
     * @param source its source
     * @param detailType its detail-type
     * @param reason why it is gone
     */
    record EventDropped(String bus, String eventId, String source, String detailType, String reason)
            implements EventStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " put on bus "
                    + bus
                    + " LOST, and its sender does not know: "
                    + reason
                    + ": "
                    + source
                    + " / "
                    + detailType;
        }
    }

    /**
     * A rule matched an event, which now goes to one of its targets.
     *
     * @param eventId the id of the event
     * @param rule the name of the rule
     * @param target what the target is and its name, such as {@code queue signups}
     */
    record RuleMatched(String eventId, String rule, String target) implements EventStep {

        @Override
        public String describe() {
            return "event " + eventId + " matched rule " + rule + ", goes to " + target;
        }
    }

    /**
     * A rule sends all its events to a queue in one message group, whose id looks like a path into
     * the event: EventBridge takes it literally.
     *
     * @param rule the name of the rule
     * @param queue the name of the queue
     * @param messageGroupId the id of the message group
     */
    record GroupIdIsNoPath(String rule, String queue, String messageGroupId) implements EventStep {

        @Override
        public String describe() {
            return "rule "
                    + rule
                    + " sends all events to queue "
                    + queue
                    + " in ONE message group: EventBridge does not read '"
                    + messageGroupId
                    + "' as a path";
        }
    }

    /**
     * No rule of its bus matched an event, which ends here.
     *
     * @param bus the name of the bus
     * @param eventId the id of the event
     */
    record NoRuleMatched(String bus, String eventId) implements EventStep {

        @Override
        public String describe() {
            return "event " + eventId + " matched no rule on bus " + bus;
        }
    }

    /**
     * A scheduled rule made an event, which now goes to the targets of the rule.
     *
     * @param rule the name of the rule
     * @param eventId the id of the event
     */
    record ScheduleTicked(String rule, String eventId) implements EventStep {

        @Override
        public String describe() {
            return "schedule " + rule + " ticked: event " + eventId;
        }
    }

    /**
     * A target did not get an event, because it refused it, or because its input transformer
     * yielded nothing that can be sent. The event goes to the dead-letter queue of the target, or
     * is lost if there is none.
     *
     * @param eventId the id of the event
     * @param rule the name of the rule
     * @param target what the target is and its name, such as {@code queue signups}
     * @param error what the target said, or what is wrong with the input
     */
    record DeliveryFailed(String eventId, String rule, String target, String error)
            implements EventStep {

        @Override
        public String describe() {
            return "event "
                    + eventId
                    + " of rule "
                    + rule
                    + " not delivered to "
                    + target
                    + ": "
                    + error;
        }
    }
}
