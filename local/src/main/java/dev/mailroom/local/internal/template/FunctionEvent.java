package dev.mailroom.local.internal.template;

import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Resource;

import java.util.ArrayList;
import java.util.List;

/**
 * An event of a SAM function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html">EventSource</a>
 */
record FunctionEvent(String id, String type, Block event) {

    /** The events of a resource, none if it is not a SAM function. */
    static List<FunctionEvent> of(Resource resource) {
        List<FunctionEvent> all = new ArrayList<>();
        if (resource.type().equals(Resource.SAM_FUNCTION)) {
            Block events = resource.properties().block("Events");
            for (String id : events.names()) {
                if (events.has(id)) {
                    Block event = events.block(id);
                    all.add(new FunctionEvent(id, event.text("Type"), event));
                }
            }
        }
        return all;
    }

    Block settings() {
        return event.block("Properties");
    }
}
