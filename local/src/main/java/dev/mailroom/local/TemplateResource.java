package dev.mailroom.local;

/** One resource of a template. */
record TemplateResource(String id, String type, TemplateBlock properties) {

    TemplatePlace place() {
        return properties.place();
    }
}
