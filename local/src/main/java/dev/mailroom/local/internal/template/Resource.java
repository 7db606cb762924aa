package dev.mailroom.local.internal.template;

/** One resource of a template. */
public record Resource(String id, String type, Block properties) {

    static final String SAM_FUNCTION = "AWS::Serverless::Function";

    public Place place() {
        return properties.place();
    }
}
