package dev.mailroom.local.internal.sqs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.logging.Level;

/**
 * What ElasticMQ and Pekko log of themselves: a dozen lines at each start, at INFO. They tell
 * nobody of a fault, so they begin at WARN, unless somebody has set another level.
 */
final class OwnLines {

    private static final List<String> LOGGERS = List.of("org.elasticmq", "org.apache.pekko");

    // Held, since java.util.logging forgets the levels of loggers that nobody holds.
    private static final List<java.util.logging.Logger> OF_THE_JDK =
            LOGGERS.stream().map(java.util.logging.Logger::getLogger).toList();

    private OwnLines() {}

    /** Makes them quiet in SLF4J's own provider, in Logback and in java.util.logging. */
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

    // By reflection: which provider there is, is the user's to say.
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
