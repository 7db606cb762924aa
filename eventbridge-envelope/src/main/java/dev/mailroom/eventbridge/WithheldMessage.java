package dev.mailroom.eventbridge;

/**
 * Stands in for an exception whose message may quote the payload: keeps the class of its root cause
 * and where that was thrown.
 */
final class WithheldMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 100;

    private WithheldMessage(Throwable original) {
        super(
                original.getClass().getName()
                        + ", its message withheld since it may quote the payload");
        setStackTrace(original.getStackTrace());
    }

    static WithheldMessage of(Throwable failure) {
        Throwable root = failure;
        // Bounded, because exceptions may be each other's causes.
        for (int i = 0; root.getCause() != null && i < MAX_CAUSES; i++) {
            root = root.getCause();
        }
        return new WithheldMessage(root);
    }
}
