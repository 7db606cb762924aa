package dev.mailroom.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lets both sides take turns in one JVM, some milliseconds each, so that other load on the machine
 * affects both. Prints the median cost of a record for each.
 */
public final class Turns {

    /** The thread's own time, which does not run while others have the processor. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int RECORDS_A_LOOK = 1_000;
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
            long start = CLOCK.getCurrentThreadCpuTime();
            long now = start;
            long handled = 0;
            while (now - start < NANOS) {
                // Reading the clock is slow, so it is read rarely.
                for (int i = 0; i < RECORDS_A_LOOK; i += records) {
                    Objects.requireNonNull(side.handle());
                    handled += records;
                }
                now = CLOCK.getCurrentThreadCpuTime();
            }
            return (double) (now - start) / handled;
        }
    }

    private Turns() {}

    /**
     * Measures, and prints a line for each side: its name and its cost in nanoseconds a record.
     *
     * @param arguments what is measured: {@code envelope} or {@code tracing}. Each has a JVM of its
     *     own, since code that has met one listener alone is compiled for that one.
     */
    public static void main(String[] arguments) {
        Map<String, Contestant> sides = arguments[0].equals("tracing") ? tracing() : envelope();
        for (int i = 0; i < WARM_UP; i++) {
            sides.values().forEach(Contestant::turn);
        }
        for (int i = 0; i < MEASURED; i++) {
            sides.values().forEach(side -> side.costs().add(side.turn()));
        }
        sides.forEach((name, side) -> System.out.println(name + " " + Ratio.median(side.costs())));
    }

    private static Map<String, Contestant> envelope() {
        Map<String, Contestant> sides = new LinkedHashMap<>();
        for (Form form : Form.values()) {
            EnvelopeBenchmark benchmark = EnvelopeBenchmark.of(form);
            sides.put(form + "-routedByMailroom", new Contestant(benchmark::routedByMailroom, 10));
            sides.put(form + "-routedByHand", new Contestant(benchmark::routedByHand, 10));
            sides.put(
                    form + "-unwantedByMailroom",
                    new Contestant(benchmark::unwantedByMailroom, 10));
            sides.put(form + "-unwantedByHand", new Contestant(benchmark::unwantedByHand, 10));
        }
        sides.put(
                "largeByMailroom",
                new Contestant(
                        EnvelopeBenchmark.of(Form.COMPACT)::largeByMailroom, Batches.RECORDS));
        return sides;
    }

    private static Map<String, Contestant> tracing() {
        TracingBenchmark benchmark = new TracingBenchmark();
        Map<String, Contestant> sides = new LinkedHashMap<>();
        sides.put("tracing-without", new Contestant(benchmark::without, 10));
        sides.put("tracing-withTheApiAlone", new Contestant(benchmark::withTheApiAlone, 10));
        sides.put("tracing-withTheSdk", new Contestant(benchmark::withTheSdk, 10));
        return sides;
    }
}
