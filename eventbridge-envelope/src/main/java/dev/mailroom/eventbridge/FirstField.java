package dev.mailroom.eventbridge;

/** The first field of an object that may turn out to be a wrapper, if no other field follows. */
sealed interface FirstField {

    String name();

    default Layer layer() {
        return new Layer.Wrapper(name());
    }

    record WithObject(String name, EventFields object) implements FirstField {}

    record WithText(String name, String text) implements FirstField {}
}
