package dev.mailroom.eventbridge;

/** Describes why a text is not JSON, and where. */
final class JsonFault {

    static final String BYTE_ORDER_MARK = "\ufeff";
    static final String BEGINS_WITH_BYTE_ORDER_MARK =
            "the body begins with a byte order mark (U+FEFF), which is not JSON";
    static final String NOT_VALID = "the body is not valid JSON";
    static final String TOO_LARGE =
            "the body is JSON nested too deep, or with too long a string or number";

    private JsonFault() {}

    /** Describes a character that JSON does not allow there. */
    static UnreadableException invalid(String text, int index) {
        return new UnreadableException(
                text.startsWith(BYTE_ORDER_MARK)
                        ? BEGINS_WITH_BYTE_ORDER_MARK
                        : NOT_VALID + at(text, index));
    }

    /** Describes a value that is larger than the constraints allow. */
    static UnreadableException tooLarge(String text, int index) {
        return new UnreadableException(TOO_LARGE + at(text, index));
    }

    /** The line and column of a character, as editors count them. */
    static String at(String text, long index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index && i < text.length(); i++) {
            boolean breaks = text.charAt(i) == '\n';
            line += breaks ? 1 : 0;
            column = breaks ? 1 : column + 1;
        }
        return " (line " + line + ", column " + column + ")";
    }
}
