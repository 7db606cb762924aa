package dev.mailroom.local;

/** A template that cannot be run locally; the message names the resource and the property. */
final class TemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String resource;
    private final String property;
    private final String fault;

    TemplateException(String resource, String property, String fault) {
        super(
                (resource.isEmpty() ? "Template: " : "Resource '" + resource + "': ")
                        + (property.isEmpty() ? "" : property + ": ")
                        + fault);
        this.resource = resource;
        this.property = property;
        this.fault = fault;
    }

    /** The logical id, or the empty text if the fault is in no resource. */
    String resource() {
        return resource;
    }

    /** What is wrong, without the place. */
    String fault() {
        return fault;
    }

    /** The way to the property, or the empty text. */
    String property() {
        return property;
    }
}
