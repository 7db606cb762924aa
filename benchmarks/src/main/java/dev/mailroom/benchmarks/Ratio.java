package dev.mailroom.benchmarks;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** What one thing costs against another, round by round, and what it may cost. */
record Ratio(String what, String measure, @Nullable Double budget, List<Double> rounds) {

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double median() {
        return median(rounds);
    }

    boolean holds() {
        return budget == null || median() <= budget;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | **%.2f** | %.2f to %.2f | %s |",
                what,
                measure,
                budget == null ? "none" : budget.toString(),
                median(),
                rounds.stream().min(Double::compare).orElseThrow(),
                rounds.stream().max(Double::compare).orElseThrow(),
                holds() ? "holds" : "BROKEN");
    }
}
