package dev.mailroom.examples.soak;

import dev.mailroom.examples.soak.SoakHandler.Manner;

import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * The events of a soak, the same for the same seed: of a hundred, one is poison and five are put a
 * second time, as events of their own (C15); of a thousand, one is slow.
 */
final class SoakEvents {

    private static final int MOST_ENTRIES = 10; // C22

    private final Random random;
    private final int count;
    private final Set<String> orders = new TreeSet<>();
    private final Set<String> poison = new TreeSet<>();
    private final List<String> details = new ArrayList<>();

    SoakEvents(int count, long seed) {
        this.count = count;
        this.random = new Random(seed);
        for (int number = 0; number < count; number++) {
            add(number);
        }
    }

    private void add(int number) {
        if (random.nextInt(100) == 0) {
            poison.add("poison-" + number);
            details.add(detail("\"poison-" + number + "\"", Manner.QUICK));
            return;
        }
        orders.add(number + "");
        String detail = detail(number + "", manner(number));
        details.add(detail);
        if (random.nextInt(100) < 5) {
            int later = Math.max(0, details.size() - random.nextInt(20));
            details.add(later, detail);
        }
    }

    /** One handler is deaf near the end, a few are in a long soak. */
    private Manner manner(int number) {
        if (number % 20_000 == Math.min(count, 20_000) * 8 / 10) {
            return Manner.DEAF;
        }
        return random.nextInt(1_000) == 0 ? Manner.SLOW : Manner.QUICK;
    }

    private static String detail(String number, Manner manner) {
        return "{\"number\":" + number + ",\"manner\":\"" + manner + "\"}";
    }

    /** The requests to put them, in order. */
    List<List<PutEventsRequestEntry>> requests() {
        List<List<PutEventsRequestEntry>> requests = new ArrayList<>();
        for (int from = 0; from < details.size(); from += MOST_ENTRIES) {
            int to = Math.min(from + MOST_ENTRIES, details.size());
            requests.add(details.subList(from, to).stream().map(SoakEvents::entry).toList());
        }
        return requests;
    }

    private static PutEventsRequestEntry entry(String detail) {
        return PutEventsRequestEntry.builder()
                .source(SoakHandler.ORDER.source())
                .detailType(SoakHandler.ORDER.detailType())
                .detail(detail)
                .build();
    }

    /** The numbers of the orders, each of which must have one effect. */
    Set<String> orders() {
        return orders;
    }

    /** What stands in the place of the number in the poison. */
    Set<String> poison() {
        return poison;
    }

    int duplicates() {
        return details.size() - orders.size() - poison.size();
    }
}
