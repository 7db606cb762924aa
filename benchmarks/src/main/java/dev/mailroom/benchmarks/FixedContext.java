package dev.mailroom.benchmarks;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** An invocation that always has 30 seconds left. */
final class FixedContext implements Context {

    @Override
    public String getAwsRequestId() {
        return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/user-signup-handler";
    }

    @Override
    public String getLogStreamName() {
        return "2026/11/22/[$LATEST]1";
    }

    @Override
    public String getFunctionName() {
        return "user-signup-handler";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-west-1:111122223333:function:user-signup-handler";
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("client context");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 30_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("logger");
    }
}
