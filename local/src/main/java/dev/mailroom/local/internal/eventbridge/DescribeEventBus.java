package dev.mailroom.local.internal.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.mailroom.local.internal.support.Json;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.model.LocalRule;

/**
 * The operation DescribeEventBus, limited to whether a bus exists.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html">DescribeEventBus</a>
 */
public final class DescribeEventBus {

    private final Buses buses;

    public DescribeEventBus(Buses buses) {
        this.buses = buses;
    }

    ObjectNode handle(String request) throws RequestRefusedException {
        String nameOrArn = PutEvents.read(request).path("Name").asText(LocalRule.DEFAULT_BUS);
        String name = PutEventsEntry.busName(nameOrArn);
        if (!buses.has(name)) {
            throw new RequestRefusedException(
                    "ResourceNotFoundException", "Event bus " + nameOrArn + " does not exist.");
        }
        return Json.object().put("Name", name).put("Arn", LocalAccount.busArn(name));
    }
}
