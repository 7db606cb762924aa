package dev.mailroom.benchmarks;

import static java.util.Objects.requireNonNull;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the budgets of opening an envelope and prints them as a table. Each round runs every
 * benchmark once, in a JVM of its own, one right after the other; a ratio is taken within a round,
 * and the median of the rounds counts, so that what else the machine does falls on both sides.
 */
public final class Budgets {

    private record Cost(double nanos, double bytes) {}

    private final List<Map<String, Cost>> rounds = new ArrayList<>();

    private Budgets() {}

    /**
     * Measures.
     *
     * @param args how many rounds, the arguments of the measured JVMs, the file for the table
     */
    public static void main(String[] args) throws RunnerException, IOException {
        Budgets budgets = new Budgets();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            budgets.rounds.add(round(args[1].split(" ", -1)));
        }
        String table = budgets.table(args[1]);
        System.out.println(table);
        Files.writeString(Path.of(args[2]), table);
        if (!budgets.ratios().stream().allMatch(Ratio::holds)) {
            System.exit(1);
        }
    }

    private static Map<String, Cost> round(String[] jvmArgs) throws RunnerException {
        Map<String, Cost> costs = new LinkedHashMap<>();
        OptionsBuilder options = new OptionsBuilder();
        options.include(EnvelopeBenchmark.class.getName())
                .forks(1)
                .warmupIterations(4)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs(jvmArgs)
                .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        for (RunResult result : new Runner(options.build()).run()) {
            Result<?> bytes =
                    requireNonNull(
                            result.getSecondaryResults().get("gc.alloc.rate.norm"),
                            "gc.alloc.rate.norm");
            costs.put(
                    result.getPrimaryResult().getLabel(),
                    new Cost(result.getPrimaryResult().getScore(), bytes.getScore()));
        }
        return costs;
    }

    private List<Ratio> ratios() {
        return List.of(
                bytes("open, route, bind, report", 0.85, "routedByMailroom", "routedByHand"),
                nanos("open, route, bind, report", 0.95, "routedByMailroom", "routedByHand"),
                nanos("an event that nobody wants", 0.75, "unwantedByMailroom", "unwantedByHand"),
                nanos(
                        "batch of 10,000 against batch of 10",
                        1.2,
                        "largeByMailroom",
                        "routedByMailroom"),
                nanos(
                        "batch of 10 against batch of 10,000",
                        1.2,
                        "routedByMailroom",
                        "largeByMailroom"));
    }

    private Ratio nanos(String what, double budget, String one, String other) {
        return new Ratio(
                what,
                "time",
                budget,
                rounds.stream()
                        .map(round -> cost(round, one).nanos() / cost(round, other).nanos())
                        .toList());
    }

    private Ratio bytes(String what, double budget, String one, String other) {
        return new Ratio(
                what,
                "allocation",
                budget,
                rounds.stream()
                        .map(round -> cost(round, one).bytes() / cost(round, other).bytes())
                        .toList());
    }

    private static Cost cost(Map<String, Cost> round, String benchmark) {
        Cost cost = round.get(benchmark);
        if (cost == null) {
            throw new IllegalStateException("no benchmark " + benchmark + " in " + round.keySet());
        }
        return cost;
    }

    private String table(String jvmArgs) {
        StringBuilder table = new StringBuilder();
        table.append("| what | measure | budget | median | rounds | |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        ratios().forEach(ratio -> table.append(ratio.row()).append('\n'));
        table.append("\n| a record of | time, median | allocation, median |\n");
        table.append("| --- | --- | --- |\n");
        for (String benchmark : rounds.get(0).keySet()) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| `%s` | %.0f ns | %.0f B |%n",
                            benchmark,
                            median(rounds.stream().map(r -> cost(r, benchmark).nanos()).toList()),
                            median(rounds.stream().map(r -> cost(r, benchmark).bytes()).toList())));
        }
        return table.append(
                        "\n"
                                + rounds.size()
                                + " rounds, Java "
                                + Runtime.version()
                                + ", `"
                                + jvmArgs
                                + "`\n")
                .toString();
    }

    private static double median(List<Double> values) {
        return new Ratio("", "", 0, values).median();
    }
}
