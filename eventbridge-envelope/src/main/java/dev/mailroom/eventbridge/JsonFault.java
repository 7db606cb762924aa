package dev.mailroom.eventbridge;

/** What is said of a text that is not JSON, and where. */
final class JsonFault {

    static final String BYTE_ORDER_MARK = "\ufeff";
    static final String BEGINS_WITH_BYTE_ORDER_MARK =
            "the body begins with a byte order mark (U+FEFF), which is not JSON";
    static final String NOT_VALID = "the body is not valid JSON";
    static final String TOO_LARGE =
            "the body is JSON nested too deep, or with too long a string or number";

    private JsonFault() {}

    /** What is to be said of a character that JSON does not have there. */
    static UnreadableException invalid(String text, int index) {
        return new UnreadableException(
                text.startsWith(BYTE_ORDER_MARK)
                        ? BEGINS_WITH_BYTE_ORDER_MARK
                        : NOT_VALID + at(text, index));
    }

    /** What is to be said of a value that is larger than the constraints allow. */
    static UnreadableException tooLarge(String text, int index) {
        return new UnreadableException(TOO_LARGE + at(text, index));
    }

    /** Where in a text a character is, as editors count. */
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
