package dev.mailroom.benchmarks.coldstart;

import dev.mailroom.benchmarks.coldstart.FunctionStart.Cost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Starts the user-signup example with different JVM options in turns, on Java 25, and compares the
 * time to the response to the first batch with that of the options of the example's template.
 */
public final class JvmOptions {

    /** As Lambda sets them, at 512 MB. */
    private static final List<String> OF_LAMBDA =
            List.of("-XX:+UseSerialGC", "-Xmx435m", "-Xshare:auto");

    private JvmOptions() {}

    /** A way to start the function, and what each start cost. */
    private record Way(String options, FunctionStart start, List<Cost> costs) {

        Way(String options, FunctionStart start) {
            this(options, start, new ArrayList<>());
        }

        double median(ToDoubleFunction<Cost> measure) {
            return ColdStart.median(costs.stream().map(measure::applyAsDouble).toList());
        }

        String row(Way base) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,.0f ms | %s | %,.0f ms | %s |%n",
                    options,
                    median(Cost::millis),
                    ColdStart.range(ColdStart.ratios(costs, base.costs, Cost::millis)),
                    median(Cost::cpuMillis),
                    ColdStart.range(ColdStart.ratios(costs, base.costs, Cost::cpuMillis)));
        }
    }

    /**
     * Measures, after one start of each.
     *
     * @param arguments the number of rounds, and the file for the table
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String event = ColdStart.event();
        List<Way> ways = ways();
        for (Way way : ways) {
            way.start().measure(event);
        }
        List<Way> turns = new ArrayList<>(ways);
        int rounds = Integer.parseInt(arguments[0]);
        for (int round = 0; round < rounds; round++) {
            for (Way way : turns) {
                way.costs().add(way.start().measure(event));
            }
            Collections.rotate(turns, 1);
        }
        StringBuilder table =
                new StringBuilder(
                        "| options | first response after | ratio | processor time | ratio |\n"
                                + "| --- | --- | --- | --- | --- |\n");
        ways.forEach(way -> table.append(way.row(ways.get(0))));
        table.append("\nMedians of " + rounds + " rounds, Java " + Runtime.version() + "\n");
        System.out.println(table);
        Files.writeString(Path.of(arguments[1]), table);
    }

    /** All ways, the template's first. */
    private static List<Way> ways() throws Exception {
        return List.of(
                new Way("`-XX:TieredStopAtLevel=1`", with(FunctionStart.OF_TEMPLATE)),
                new Way("both compilers", with(OF_LAMBDA)),
                new Way(
                        "`-XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders`",
                        with(FunctionStart.OF_TEMPLATE, "-XX:+UseCompactObjectHeaders")),
                new Way(
                        "`-XX:TieredStopAtLevel=1`, G1 in place of the serial collector",
                        with(FunctionStart.OF_TEMPLATE, "-XX:-UseSerialGC", "-XX:+UseG1GC")));
    }

    private static FunctionStart with(List<String> options, String... more) throws Exception {
        List<String> all = new ArrayList<>(options);
        all.addAll(Arrays.asList(more));
        return new FunctionStart(ColdStart.MAILROOM, Files.createTempDirectory("jvm-options"), all);
    }
}
