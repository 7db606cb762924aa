package dev.mailroom.local.internal.template;

/** A template that cannot be run locally; the message names the resource and the property. */
public final class TemplateException extends IllegalArgumentException {

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
    public String resource() {
        return resource;
    }

    /** What is wrong, without the place. */
    public String fault() {
        return fault;
    }

    /** The way to the property, or the empty text. */
    public String property() {
        return property;
    }
}
