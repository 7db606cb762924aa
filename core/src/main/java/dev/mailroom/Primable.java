package dev.mailroom;

/**
 * A part of a function that can get ready before SnapStart takes its snapshot: the first batch
 * after a restore does not wait for what it loaded and set up then.
 *
 * @see SqsBatchHandler.Builder#snapStart
 */
public interface Primable {

    /**
     * Gets ready, and does nothing else: no effect outside of the function, no request, and nothing
     * that copies of the snapshot must not share, such as connections, credentials and random
     * values. Does nothing by default.
     *
     * @throws Exception if it cannot get ready; the function's version is then not published
     */
    default void prime() throws Exception {}
}
