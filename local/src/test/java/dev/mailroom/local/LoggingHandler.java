package dev.mailroom.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

import java.util.Map;

/** Logs the id of each event that it gets, and fails where it is told to. */
public final class LoggingHandler implements RequestHandler<Map<String, Object>, String> {

    @Override
    public String handleRequest(Map<String, Object> event, Context context) {
        if (String.valueOf(event.get("detail")).contains("always-fails")) {
            throw new IllegalStateException("thrown on purpose");
        }
        context.getLogger().log("handling event " + event.get("id") + "\n");
        return "done";
    }
}
