package dev.mailroom.local.internal.deadletters;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages of a dead-letter queue a function can handle now.
 *
 * @param messages each of those that were tried
 */
public record TryReport(List<Tried> messages) {

    /** A message, and why the function cannot handle it, or null if it can. */
    public record Tried(DeadLetter letter, @Nullable String fault) {}

    /**
     * A class of messages, how many pass, and how many fail for which fault, most frequent first.
     */
    public record Line(Report.Key key, int passing, Map<String, Integer> faults) {

        public int failing() {
            return faults.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** The classes, the largest first. */
    public List<Line> classes() {
        Map<Report.Key, List<Tried>> byKey = new LinkedHashMap<>();
        for (Tried tried : messages) {
            byKey.computeIfAbsent(Report.Key.of(tried.letter()), key -> new ArrayList<>())
                    .add(tried);
        }
        return byKey.entrySet().stream()
                .sorted(
                        Comparator.comparingInt(
                                        (Map.Entry<Report.Key, List<Tried>> one) ->
                                                -one.getValue().size())
                                .thenComparing(one -> one.getKey().toString()))
                .map(one -> line(one.getKey(), one.getValue()))
                .toList();
    }

    private static Line line(Report.Key key, List<Tried> all) {
        Map<String, Integer> faults = new LinkedHashMap<>();
        for (Tried tried : all) {
            String fault = tried.fault();
            if (fault != null) {
                faults.merge(fault, 1, Integer::sum);
            }
        }
        int failing = faults.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> sorted = new LinkedHashMap<>();
        faults.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(fault -> sorted.put(fault.getKey(), fault.getValue()));
        return new Line(key, all.size() - failing, sorted);
    }

    public int passing() {
        return Math.toIntExact(messages.stream().filter(tried -> tried.fault() == null).count());
    }

    public int failing() {
        return messages.size() - passing();
    }
}
