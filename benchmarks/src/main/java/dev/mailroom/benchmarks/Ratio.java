package dev.mailroom.benchmarks;

import java.util.List;
import java.util.Locale;

/** What one thing costs against another, round by round, and what it may cost. */
record Ratio(String what, String measure, double budget, List<Double> rounds) {

    double median() {
        List<Double> sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    boolean holds() {
        return median() <= budget;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | **%.2f** | %.2f to %.2f | %s |",
                what,
                measure,
                budget,
                median(),
                rounds.stream().min(Double::compare).orElseThrow(),
                rounds.stream().max(Double::compare).orElseThrow(),
                holds() ? "holds" : "BROKEN");
    }
}
