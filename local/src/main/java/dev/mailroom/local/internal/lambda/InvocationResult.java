package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.step.FunctionStep;

/** The result of a call of a function. */
sealed interface InvocationResult {

    /** The function returned this text, which may not be JSON. */
    record Returned(String response) implements InvocationResult {}

    /** The function did not return. */
    record Failed(FunctionStep.Reason reason, String error) implements InvocationResult {}
}
