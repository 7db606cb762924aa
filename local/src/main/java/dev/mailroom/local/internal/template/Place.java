package dev.mailroom.local.internal.template;

/** Where in a template something is written. */
public record Place(String resource, String property) {

    static Place of(String resource) {
        return new Place(resource, "");
    }

    public Place at(String name) {
        return new Place(resource, property.isEmpty() ? name : property + "." + name);
    }

    public Place at(int index) {
        return new Place(resource, property + "[" + index + "]");
    }

    TemplateException fault(String fault) {
        return new TemplateException(resource, property, fault);
    }

    void check(boolean right, String fault) {
        if (!right) {
            throw fault(fault);
        }
    }
}
