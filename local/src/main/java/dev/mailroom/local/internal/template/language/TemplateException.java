package dev.mailroom.local.internal.template.language;

import java.util.List;
import java.util.stream.Collectors;

/** A template that cannot run locally; the message names line, resource and property. */
public final class TemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Remark> errors;

    TemplateException(Place place, String fault) {
        this(new Remark(place, 0, fault));
    }

    TemplateException(Remark error) {
        this(List.of(error));
    }

    TemplateException(List<Remark> errors) {
        super(message(errors));
        this.errors = List.copyOf(errors);
    }

    private static String message(List<Remark> errors) {
        if (errors.size() == 1) {
            return errors.get(0).toString();
        }
        return errors.stream()
                .map(error -> "  " + error)
                .collect(
                        Collectors.joining(
                                "\n", "The template has " + errors.size() + " errors:\n", ""));
    }

    /** The first place with a fault. */
    public Place place() {
        return errors.get(0).place();
    }

    /** The fault, without the place. */
    public String fault() {
        return errors.get(0).text();
    }
}
