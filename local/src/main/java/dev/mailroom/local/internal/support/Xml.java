package dev.mailroom.local.internal.support;

/** The little XML that AWS's query protocol needs. */
public final class Xml {

    private Xml() {}

    public static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    public static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The answer to a request that is refused because of the sender's fault. */
    public static String error(String code, String message) {
        String error =
                element("Type", "Sender")
                        + element("Code", code)
                        + element("Message", text(message));
        return element("ErrorResponse", element("Error", error) + element("RequestId", "local"));
    }
}
