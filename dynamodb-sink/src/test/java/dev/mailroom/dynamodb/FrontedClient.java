package dev.mailroom.dynamodb;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/** Puts a test between a sink and its client, at the SDK's border. */
final class FrontedClient {

    private FrontedClient() {}

    /** What stands in front. */
    @FunctionalInterface
    interface Front {
        /** Answers a request, by the real client or otherwise. */
        Object answer(SdkRequest request, Callable<Object> real) throws Exception;
    }

    static DynamoDbClient of(DynamoDbClient real, Front front) {
        return (DynamoDbClient)
                Proxy.newProxyInstance(
                        DynamoDbClient.class.getClassLoader(),
                        new Class<?>[] {DynamoDbClient.class},
                        (proxy, method, args) -> {
                            Callable<Object> call = () -> method.invoke(real, args);
                            try {
                                boolean request =
                                        args != null
                                                && args.length == 1
                                                && args[0] instanceof SdkRequest;
                                return request
                                        ? front.answer((SdkRequest) args[0], call)
                                        : call.call();
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
