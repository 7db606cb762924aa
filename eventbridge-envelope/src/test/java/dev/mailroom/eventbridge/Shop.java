package dev.mailroom.eventbridge;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Routes of three types, and the events that came to them. */
final class Shop {

    record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}

    record Order(String number, Instant placed, List<Line> lines) {
        record Line(String article, int pieces) {
            Line {
                if (pieces < 0) {
                    throw new IllegalArgumentException("secret " + article);
                }
            }
        }
    }

    static final EventType<UserSignup> USER_SIGNUP =
            EventType.of("my.webapp", "UserSignup", UserSignup.class);
    static final EventType<Order> ORDER = EventType.of("my.shop", "Order", Order.class);
    static final EventType<Void> SCHEDULED =
            EventType.of("aws.events", "Scheduled Event", Void.class);

    final List<EventBridgeEvent<?>> handled = new ArrayList<>();
    final EventRouter router =
            EventRouter.builder()
                    .on(USER_SIGNUP, event -> handled.add(event))
                    .on(ORDER, event -> handled.add(event))
                    .on(SCHEDULED, event -> handled.add(event))
                    .build();
}
