package dev.mailroom.local.junit;

import dev.mailroom.local.model.DynamoDbServer;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the pipeline of a template for the tests of a class, and stops it after the last of them.
 *
 * <p>All tests of the class share one pipeline, including those of its nested classes; a nested
 * class with its own annotation gets its own pipeline. Classes can run at the same time: each
 * pipeline has its own ports, processes and folder.
 *
 * <p>Methods and constructors of the test class can take these parameters: {@link
 * dev.mailroom.local.LocalPipeline}, {@link dev.mailroom.local.model.LocalEndpoints}, and the
 * clients of SQS, DynamoDB and EventBridge of the AWS SDK for Java 2, such as {@code SqsClient}.
 * The clients are closed with the pipeline.
 *
 * <p>Relative paths start at the working directory of the tests, which in Maven and Gradle is the
 * folder of their module. For anything that has no attribute here, use {@link
 * LocalAwsExtension#of}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LocalAwsExtension.class)
public @interface LocalAws {

    /**
     * The SAM or CloudFormation template, as {@link dev.mailroom.local.LocalTemplate} reads it.
     *
     * @return the path of the file
     */
    String template() default "template.yaml";

    /**
     * Values of the template's parameters, each as {@code Name=value}.
     *
     * @return the values; other parameters have the template's defaults
     */
    String[] parameters() default {};

    /**
     * The code that the functions of the template ship with: folders and jars.
     *
     * @return the paths; if empty, the folder of {@code CodeUri} and the jars in its {@code lib} if
     *     the tests have that folder on their class path, otherwise the class path of the tests
     */
    String[] classPath() default {};

    /** When the tests print what happened in the pipeline while they ran. */
    enum Print {
        /** When a test fails. */
        ON_FAILURE,
        /** After each test. */
        ALWAYS,
        /** Never. */
        NEVER
    }

    /**
     * When a test prints what happened in the pipeline while it ran: the steps, and the lines that
     * functions wrote.
     *
     * @return when to print
     */
    Print print() default Print.ON_FAILURE;

    /**
     * The endpoint of a DynamoDB of your own, to use instead of the one that comes with this
     * library.
     *
     * @return the URL; if empty, the value of the system property or JUnit configuration parameter
     *     {@value DynamoDbServer#ENDPOINT}
     */
    String dynamoDbEndpoint() default "";

    /**
     * A Dynoxide to start instead of the one that comes with this library.
     *
     * @return the path of its executable; if empty, the value of the system property or JUnit
     *     configuration parameter {@value DynamoDbServer#EXECUTABLE}
     */
    String dynamoDbExecutable() default "";
}
