package dev.mailroom;

/** Why something failed, in one line: the text of an exception and of its causes. */
final class FailureText {

    private static final int LONGEST = 1_000;
    private static final int MOST_CAUSES = 5;

    private FailureText() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder(own(failure));
        Throwable cause = failure.getCause();
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            text.append(", caused by ").append(own(cause));
            cause = cause.getCause();
        }
        return OneLine.of(text.toString(), LONGEST);
    }

    /**
     * Mailroom's own exceptions say everything in their messages; a user's may not say what failed.
     */
    private static String own(Throwable failure) {
        String name = failure.getClass().getName();
        try {
            String message = failure.getMessage();
            if (message == null) {
                return name;
            }
            return failure instanceof MailroomException ? message : name + ": " + message;
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            return name + ", which does not say why: " + e.getClass().getName();
        }
    }
}
