package dev.mailroom;

import com.amazonaws.services.lambda.runtime.Context;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What core asks of an invocation, whose time passes when the test says so. */
interface Invocation extends Context {

    void pass(Duration time);

    static Invocation of(Duration timeout) {
        AtomicReference<Duration> left = new AtomicReference<>(timeout);
        return of(left::get, time -> left.updateAndGet(before -> before.minus(time)));
    }

    static Invocation of(Supplier<Duration> left) {
        return of(left, time -> {});
    }

    private static Invocation of(Supplier<Duration> left, Consumer<Duration> pass) {
        InvocationHandler answers =
                (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "getRemainingTimeInMillis" -> {
                            return Math.toIntExact(left.get().toMillis());
                        }
                        case "getAwsRequestId" -> {
                            return "request-1";
                        }
                        case "getFunctionName" -> {
                            return "function";
                        }
                        case "pass" -> {
                            pass.accept((Duration) args[0]);
                            return null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                };
        Class<?>[] types = {Invocation.class};
        return (Invocation)
                Proxy.newProxyInstance(Invocation.class.getClassLoader(), types, answers);
    }
}
