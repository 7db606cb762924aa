package dev.mailroom.benchmarks.coldstart;

import dev.mailroom.benchmarks.coldstart.FunctionStart.Cost;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Starts the user-signup example and the same function written by hand in turns, and compares the
 * time from the start of the process to the response to the first batch. Prints both as a table,
 * and fails if the budget is broken.
 */
public final class ColdStart {

    private static final double BUDGET = 1.10;
    static final String MAILROOM =
            "dev.mailroom.examples.usersignup.UserSignupHandler::handleRequest";
    private static final String BY_HAND = SignupByHand.class.getName() + "::handleRequest";

    private ColdStart() {}

    /**
     * Measures, after one start of each to warm the machine's caches.
     *
     * @param arguments the number of rounds, and the file for the table
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String event = event();
        Path folder = Files.createTempDirectory("cold-start");
        FunctionStart mailroom = new FunctionStart(MAILROOM, folder);
        FunctionStart byHand = new FunctionStart(BY_HAND, folder);
        long mailroomClasses = mailroom.classes(event);
        long byHandClasses = byHand.classes(event);
        List<Cost> mailroomCosts = new ArrayList<>();
        List<Cost> byHandCosts = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(arguments[0]); round++) {
            // The order alternates, so that other load on the machine affects both.
            if (round % 2 == 0) {
                mailroomCosts.add(mailroom.measure(event));
                byHandCosts.add(byHand.measure(event));
            } else {
                byHandCosts.add(byHand.measure(event));
                mailroomCosts.add(mailroom.measure(event));
            }
        }

        List<Double> ratios = ratios(mailroomCosts, byHandCosts, Cost::millis);
        boolean holds = median(ratios) <= BUDGET;
        String table =
                "| | first response after | processor time | classes loaded |\n| --- | --- | --- | --- |\n"
                        + row("by hand", byHandCosts, byHandClasses)
                        + row("Mailroom", mailroomCosts, mailroomClasses)
                        + "\nRatio "
                        + range(ratios)
                        + String.format(Locale.ROOT, ", budget %.2f: ", BUDGET)
                        + (holds ? "holds" : "BROKEN")
                        + "\nRatio of processor time "
                        + range(ratios(mailroomCosts, byHandCosts, Cost::cpuMillis))
                        + "\n\nMedians of "
                        + ratios.size()
                        + " rounds, Java "
                        + Runtime.version()
                        + "\n";
        System.out.println(table);
        Files.writeString(Path.of(arguments[1]), table);
        if (!holds) {
            System.exit(1);
        }
    }

    static List<Double> ratios(List<Cost> ours, List<Cost> others, ToDoubleFunction<Cost> measure) {
        return IntStream.range(0, ours.size())
                .mapToObj(
                        i ->
                                measure.applyAsDouble(ours.get(i))
                                        / measure.applyAsDouble(others.get(i)))
                .toList();
    }

    private static String row(String what, List<Cost> costs, long classes) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f ms | %,.0f ms | %,d |%n",
                what,
                median(costs.stream().map(Cost::millis).toList()),
                median(costs.stream().map(Cost::cpuMillis).toList()),
                classes);
    }

    static String range(List<Double> ratios) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String event() throws IOException {
        try (InputStream file = ColdStart.class.getResourceAsStream("signup-batch.json")) {
            if (file == null) {
                throw new IllegalStateException("signup-batch.json is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
