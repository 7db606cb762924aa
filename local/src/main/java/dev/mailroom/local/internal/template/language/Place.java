package dev.mailroom.local.internal.template.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a template; the resource is empty outside of resources. */
public record Place(String resource, String property) {

    static final Place TEMPLATE = new Place("", "");
    private static final Pattern STEP = Pattern.compile("\\[[0-9]+]|[^.\\[]+");
    private static final Pattern IN_RESOURCE =
            Pattern.compile("Resources\\.([^.]+)(?:\\.(?:Properties\\.)?(.*))?");

    static Place of(String resource) {
        return new Place(resource, "");
    }

    /** The place of a path from the root of the template. */
    static Place ofPath(String path) {
        Matcher inResource = IN_RESOURCE.matcher(path);
        if (!inResource.matches()) {
            return new Place("", path);
        }
        String property = inResource.group(2);
        return new Place(inResource.group(1), property == null ? "" : property);
    }

    public Place at(String name) {
        return new Place(resource, property.isEmpty() ? name : property + "." + name);
    }

    Place at(int index) {
        return new Place(resource, property + "[" + index + "]");
    }

    /** The names and indices of the property, from the outside in. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(property);
        while (step.find()) {
            steps.add(step.group());
        }
        return steps;
    }

    public TemplateException fault(String fault) {
        return new TemplateException(this, fault);
    }

    public void check(boolean right, String fault) {
        if (!right) {
            throw fault(fault);
        }
    }

    /** Such as {@code Resource 'Jobs': VisibilityTimeout: }. */
    @Override
    public String toString() {
        return (resource.isEmpty() ? "Template: " : "Resource '" + resource + "': ")
                + (property.isEmpty() ? "" : property + ": ");
    }
}
