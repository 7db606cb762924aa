package dev.mailroom.eventbridge;

/**
 * Stands in for an exception whose message may quote the payload: keeps its class and where it was
 * thrown.
 */
final class WithheldMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private WithheldMessage(Throwable original) {
        super(
                original.getClass().getName()
                        + ", its message withheld since it may quote the payload");
        setStackTrace(original.getStackTrace());
    }

    static WithheldMessage of(Throwable original) {
        return new WithheldMessage(original);
    }
}
