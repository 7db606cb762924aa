package dev.mailroom.local.internal.sqs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.logging.Level;

/**
 * Keeps ElasticMQ and Pekko, which log a dozen lines at INFO at each start, from logging below
 * WARN, unless another level is set.
 */
final class OwnLines {

    private static final List<String> LOGGERS = List.of("org.elasticmq", "org.apache.pekko");

    // Held here, because java.util.logging forgets the levels of loggers that are not referenced.
    private static final List<java.util.logging.Logger> OF_THE_JDK =
            LOGGERS.stream().map(java.util.logging.Logger::getLogger).toList();

    private OwnLines() {}

    /** Sets their level in SLF4J's simple provider, in Logback and in java.util.logging. */
    static void quiet() {
        for (String name : LOGGERS) {
            String property = "org.slf4j.simpleLogger.log." + name;
            if (System.getProperty(property) == null) {
                System.setProperty(property, "warn");
            }
            quietLogback(LoggerFactory.getLogger(name));
        }
        for (java.util.logging.Logger logger : OF_THE_JDK) {
            if (logger.getLevel() == null) {
                logger.setLevel(Level.WARNING);
            }
        }
    }

    // By reflection: the user chooses the provider.
    private static void quietLogback(Logger logger) {
        if (!logger.getClass().getName().equals("ch.qos.logback.classic.Logger")) {
            return;
        }
        try {
            Class<?> level = Class.forName("ch.qos.logback.classic.Level");
            if (logger.getClass().getMethod("getLevel").invoke(logger) == null) {
                logger.getClass()
                        .getMethod("setLevel", level)
                        .invoke(logger, level.getField("WARN").get(null));
            }
        } catch (ReflectiveOperationException e) {
            logger.debug("ElasticMQ's own lines stay as they are.", e);
        }
    }
}
