package dev.mailroom.local;

/** Where in a template something is written. */
record TemplatePlace(String resource, String property) {

    static TemplatePlace of(String resource) {
        return new TemplatePlace(resource, "");
    }

    TemplatePlace at(String name) {
        return new TemplatePlace(resource, property.isEmpty() ? name : property + "." + name);
    }

    TemplatePlace at(int index) {
        return new TemplatePlace(resource, property + "[" + index + "]");
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
