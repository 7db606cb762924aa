package dev.mailroom.local.internal.template.language;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The remarks about a template: errors, with which it cannot run, and notes on what has no effect
 * here or is a placeholder. There are no repetitions.
 */
public final class Remarks {

    private final Lines lines;
    private final Set<Remark> errors = new LinkedHashSet<>();
    private final Set<Remark> notes = new LinkedHashSet<>();

    Remarks(Lines lines) {
        this.lines = lines;
    }

    public void note(Place place, String text) {
        notes.add(new Remark(place, lines.of(place), text));
    }

    public void note(Misread misread) {
        notes.add(new Remark(misread.place(), misread.line(), misread.problem()));
    }

    public void error(Place place, String text) {
        errors.add(new Remark(place, lines.of(place), text));
    }

    /** Computes a value; null, with an error, if it cannot be computed. */
    public <T> @Nullable T attempt(Place place, Supplier<T> value) {
        try {
            return value.get();
        } catch (TemplateException e) {
            error(e.place(), e.fault());
        } catch (IllegalArgumentException e) {
            error(place, String.valueOf(e.getMessage()));
        }
        return null;
    }

    public void attempt(Place place, Runnable step) {
        var unused =
                attempt(
                        place,
                        () -> {
                            step.run();
                            return place;
                        });
    }

    /** The notes, in the order of the template. */
    public List<Remark> notes() {
        return byLine(notes);
    }

    /** The errors, in the order of the template. */
    public List<Remark> errors() {
        return byLine(errors);
    }

    private static List<Remark> byLine(Set<Remark> remarks) {
        return remarks.stream().sorted(Comparator.comparingInt(Remark::line)).toList();
    }

    /** Throws an exception with all errors, if there are any. */
    public void throwErrors() {
        if (!errors.isEmpty()) {
            throw new TemplateException(errors());
        }
    }
}
