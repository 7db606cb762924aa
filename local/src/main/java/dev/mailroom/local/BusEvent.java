package dev.mailroom.local;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** An event as it leaves a bus. The detail is JSON and is kept as it came. */
record BusEvent(
        String id,
        String source,
        String detailType,
        Instant time,
        List<String> resources,
        String detail) {

    // C17
    static BusEvent scheduled(String id, String ruleArn, Instant time) {
        return new BusEvent(id, "aws.events", "Scheduled Event", time, List.of(ruleArn), "{}");
    }

    // C18: the detail is a text that holds JSON.
    static BusEvent byScheduler(String id, String scheduleArn, Instant time) {
        return new BusEvent(
                id, "aws.scheduler", "Scheduled Event", time, List.of(scheduleArn), "\"{}\"");
    }

    /** The envelope (C14), its fields in the order in which AWS sends them. */
    String toJson() {
        return "{\"version\":\"0\",\"id\":"
                + Json.quote(id)
                + ",\"detail-type\":"
                + Json.quote(detailType)
                + ",\"source\":"
                + Json.quote(source)
                + ",\"account\":"
                + Json.quote(LocalAccount.ID)
                + ",\"time\":"
                + Json.quote(time.truncatedTo(ChronoUnit.SECONDS).toString())
                + ",\"region\":"
                + Json.quote(LocalAccount.REGION)
                + ",\"resources\":"
                + resources.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]"))
                + ",\"detail\":"
                + detail
                + "}";
    }
}
