package dev.mailroom.local.internal.console;

import dev.mailroom.local.internal.support.Bounded;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The running and past invocations of all functions. */
final class Requests {

    private static final int MOST = 5_000;

    private final Map<String, Request> all = new Bounded<>(MOST);
    private final Map<String, Request> running = new LinkedHashMap<>();
    private final Map<String, Request> last = new HashMap<>();

    void begin(Request request) {
        all.put(request.id(), request);
        running.put(request.id(), request);
        last.put(request.function(), request);
    }

    void end(String id) {
        running.remove(id);
    }

    /** Marks all as ended. */
    void stop() {
        running.clear();
        last.clear();
    }

    @Nullable Request get(String id) {
        return all.get(id);
    }

    /** The only running one; null if there is none or several. */
    @Nullable Request only() {
        return running.size() == 1 ? running.values().iterator().next() : null;
    }

    /**
     * The invocations that a function's line may belong to: the running ones, or the last one,
     * because a process's output may arrive after its response.
     */
    List<Request> thatMayHaveWritten(String function) {
        List<Request> found = new ArrayList<>(running.values());
        found.removeIf(request -> !request.function().equals(function));
        Request before = last.get(function);
        if (found.isEmpty() && before != null) {
            found.add(before);
        }
        return found;
    }
}
