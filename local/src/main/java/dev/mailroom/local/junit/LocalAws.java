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
 * <p>All tests of the class share the one pipeline, those of its nested classes too; a nested class
 * with an annotation of its own gets its own. Classes that run at the same time do not meet: each
 * pipeline has its own ports, processes and folder.
 *
 * <p>Methods and constructors of the test class can have these parameters: {@link
 * dev.mailroom.local.LocalPipeline}, {@link dev.mailroom.local.model.LocalEndpoints}, and the
 * clients of SQS, DynamoDB and EventBridge of the AWS SDK for Java 2, such as {@code SqsClient}.
 * The clients are closed with the pipeline.
 *
 * <p>Relative paths start at the working directory of the tests, which in Maven and Gradle is the
 * folder of their module. For what has no attribute here there is {@link LocalAwsExtension#of}.
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
     * @return the values; the others have the defaults of the template
     */
    String[] parameters() default {};

    /**
     * What the functions of the template ship with: folders and jars.
     *
     * @return the paths; if empty, the folder of {@code CodeUri} and the jars in its {@code lib}
     *     where the tests have that folder on their class path, else the class path of the tests
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
     * When a test prints what happened in the pipeline while it ran: the steps, with the lines that
     * its functions wrote.
     *
     * @return the occasion
     */
    Print print() default Print.ON_FAILURE;

    /**
     * Where a DynamoDB of your own answers, to be used instead of the one that comes with this
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
