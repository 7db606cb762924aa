package dev.mailroom.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets both sides take turns in one JVM, some milliseconds each, so that whatever else the machine
 * does falls on both. Prints the median cost of a record for each.
 */
public final class Turns {

    private static final int WARM_UP = 150;
    private static final int MEASURED = 200;
    private static final long NANOS = 20_000_000;

    private interface Side {
        /** Handles a batch and returns what would be reported. */
        Object handle();
    }

    private record Contestant(Side side, int records, List<Double> costs) {

        Contestant(Side side, int records) {
            this(side, records, new ArrayList<>());
        }

        double turn() {
            long start = System.nanoTime();
            long now = start;
            long handled = 0;
            while (now - start < NANOS) {
                Objects.requireNonNull(side.handle());
                handled += records;
                now = System.nanoTime();
            }
            return (double) (now - start) / handled;
        }
    }

    private Turns() {}

    /**
     * Measures, and prints a line for each side: its name and its cost in nanoseconds a record.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        EnvelopeBenchmark benchmark = new EnvelopeBenchmark();
        Map<String, Contestant> sides = new LinkedHashMap<>();
        sides.put("routedByMailroom", new Contestant(benchmark::routedByMailroom, 10));
        sides.put("routedByHand", new Contestant(benchmark::routedByHand, 10));
        sides.put("unwantedByMailroom", new Contestant(benchmark::unwantedByMailroom, 10));
        sides.put("unwantedByHand", new Contestant(benchmark::unwantedByHand, 10));
        sides.put("otherFormByMailroom", new Contestant(benchmark::otherFormByMailroom, 10));
        sides.put("otherFormByHand", new Contestant(benchmark::otherFormByHand, 10));
        sides.put("largeByMailroom", new Contestant(benchmark::largeByMailroom, Batches.RECORDS));
        for (int i = 0; i < WARM_UP; i++) {
            sides.values().forEach(Contestant::turn);
        }
        for (int i = 0; i < MEASURED; i++) {
            sides.values().forEach(side -> side.costs().add(side.turn()));
        }
        sides.forEach((name, side) -> System.out.println(name + " " + Ratio.median(side.costs())));
    }
}
