package dev.mailroom.local.internal.template.language;

/**
 * An error or a note about a place in a template.
 *
 * @param line where it is written, from 1; 0 if that is not known
 */
public record Remark(Place place, int line, String text) {

    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line + ": ") + place + text;
    }
}
