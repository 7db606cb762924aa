package dev.mailroom.local.dynamodb;

import java.lang.reflect.Field;

/**
 * The main class of the process of DynamoDB Local: starts it on 127.0.0.1 alone, and prints its
 * port.
 *
 * <p>DynamoDB Local itself listens on every interface and has no option against it; so its server
 * is taken in hand before it starts. It is reached by reflection, because nothing of it may be a
 * dependency of this module.
 */
final class DynamoDbMain {

    static final String PORT_LINE = "mailroom.dynamodb.port=";

    private DynamoDbMain() {}

    /** Starts DynamoDB Local; its threads keep the process alive. */
    public static void main(String[] args) throws Exception {
        Class<?> runner =
                Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner");
        Object proxy =
                runner.getMethod("createServerFromCommandLineArgs", String[].class)
                        .invoke(null, (Object) args);
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(proxy);
        Object connector =
                ((Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty))[0];
        connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
        connector.getClass().getMethod("setPort", int.class).invoke(connector, 0);
        proxy.getClass().getMethod("safeStart").invoke(proxy);
        Object port = connector.getClass().getMethod("getLocalPort").invoke(connector);
        System.out.println(PORT_LINE + port);
    }
}
