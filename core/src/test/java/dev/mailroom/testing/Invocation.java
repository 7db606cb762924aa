package dev.mailroom.testing;

import com.amazonaws.services.lambda.runtime.Context;

import java.time.Duration;

/** An invocation whose time passes when the test says so. */
public interface Invocation extends Context {

    /**
     * Lets time pass.
     *
     * @param time how much less is left
     */
    void pass(Duration time);
}
