package dev.mailroom.benchmarks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the budgets of opening an envelope and what tracing adds to a record, and prints them as
 * a table. JMH counts the bytes; time is measured by {@link Turns}, in several JVMs one after the
 * other: a ratio is taken within each, and their median counts.
 */
public final class Budgets {

    private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

    private final Map<String, Double> bytes;
    private final List<Map<String, Double>> rounds;

    private Budgets(Map<String, Double> bytes, List<Map<String, Double>> rounds) {
        this.bytes = bytes;
        this.rounds = rounds;
    }

    /**
     * Measures.
     *
     * @param args how many rounds, the arguments of the measured JVMs, the file for the table
     */
    public static void main(String[] args)
            throws RunnerException, IOException, InterruptedException {
        List<String> jvmArgs = new ArrayList<>(List.of(args[1].split(" ", -1)));
        jvmArgs.add(QUIET);
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            Map<String, Double> round = nanos("envelope", jvmArgs);
            round.putAll(nanos("tracing", jvmArgs));
            rounds.add(round);
        }
        Budgets budgets = new Budgets(bytes(jvmArgs), rounds);
        String table = budgets.table(args[1]);
        System.out.println(table);
        Files.writeString(Path.of(args[2]), table);
        if (!budgets.ratios().stream().allMatch(Ratio::holds)) {
            System.exit(1);
        }
    }

    private static Map<String, Double> nanos(String what, List<String> jvmArgs)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArgs);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Turns.class.getName(), what));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Map<String, Double> nanos = new LinkedHashMap<>();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : output.lines().toList()) {
            String[] side = line.split(" ", 2);
            nanos.put(side[0], Double.valueOf(side[1]));
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the measured JVM ended with " + process.exitValue());
        }
        return nanos;
    }

    private static Map<String, Double> bytes(List<String> jvmArgs) throws RunnerException {
        Map<String, Double> bytes = new LinkedHashMap<>();
        OptionsBuilder options = new OptionsBuilder();
        options.include(EnvelopeBenchmark.class.getName() + "\\.(routed|unwanted)")
                .include(TracingBenchmark.class.getName())
                .forks(1)
                .warmupIterations(12)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs(jvmArgs.toArray(String[]::new));
        for (RunResult result : new Runner(options.build()).run()) {
            String form = result.getParams().getParam("form");
            bytes.put(
                    (form == null ? "tracing" : form) + "-" + result.getPrimaryResult().getLabel(),
                    requireNonNull(
                                    result.getSecondaryResults().get("gc.alloc.rate.norm"),
                                    "gc.alloc.rate.norm")
                            .getScore());
        }
        return bytes;
    }

    private List<Ratio> ratios() {
        List<Ratio> ratios = new ArrayList<>();
        for (Form form : Form.values()) {
            String routed = form + ": open, route, bind, report";
            String unwanted = form + ": an event that nobody wants";
            ratios.add(nanos(routed, 1.0, form + "-routedByMailroom", form + "-routedByHand"));
            ratios.add(bytes(routed, 0.85, form + "-routedByMailroom", form + "-routedByHand"));
            ratios.add(
                    nanos(unwanted, 0.8, form + "-unwantedByMailroom", form + "-unwantedByHand"));
        }
        String ten = Form.COMPACT + "-routedByMailroom";
        ratios.add(nanos("batch of 10,000 to 10", 1.2, "largeByMailroom", ten));
        ratios.add(nanos("batch of 10 to 10,000", 1.2, ten, "largeByMailroom"));
        return ratios;
    }

    private Ratio nanos(String what, @Nullable Double budget, String one, String other) {
        List<Double> ratios =
                rounds.stream().map(round -> cost(round, one) / cost(round, other)).toList();
        return new Ratio(what, "time", budget, ratios);
    }

    private Ratio bytes(String what, @Nullable Double budget, String one, String other) {
        return new Ratio(
                what, "allocation", budget, List.of(cost(bytes, one) / cost(bytes, other)));
    }

    private static double cost(Map<String, Double> costs, String side) {
        return requireNonNull(costs.get(side), side);
    }

    private String table(String jvmArgs) {
        StringBuilder table = new StringBuilder();
        table.append("| what | measure | budget | median | rounds | |\n");
        table.append("| --- | --- | --- | --- | --- | --- |\n");
        ratios().forEach(ratio -> table.append(ratio.row()).append('\n'));
        table.append("\n| a record of | time, median | allocation |\n| --- | --- | --- |\n");
        for (String side : bytes.keySet()) {
            double nanos = Ratio.median(rounds.stream().map(round -> cost(round, side)).toList());
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| `%s` | %.0f ns | %.0f B |%n",
                            side,
                            nanos,
                            cost(bytes, side)));
        }
        return table.append("\n" + rounds.size() + " rounds, Java " + Runtime.version())
                .append(", `" + jvmArgs + "`\n")
                .toString();
    }
}
