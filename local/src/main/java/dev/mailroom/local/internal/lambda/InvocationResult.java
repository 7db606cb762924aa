package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.step.FunctionStep;

/** How a call of a function ended. */
sealed interface InvocationResult {

    /** The function returned this, which may or may not be JSON. */
    record Returned(String response) implements InvocationResult {}

    /** The function did not return. */
    record Failed(FunctionStep.Reason reason, String error) implements InvocationResult {}
}
