package dev.mailroom.local.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.LocalPipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

import java.nio.file.Path;
import java.util.stream.Stream;

/** Each mistake fails the test class with one message that names it. */
class LocalAwsMistakesTest {

    private static final String TEMPLATES = "src/test/resources/templates/";

    abstract static class AnyClass {
        @Test
        void aTest() {}
    }

    @LocalAws(template = "no-such.yaml")
    static class WithoutTemplate extends AnyClass {}

    @LocalAws(template = TEMPLATES + "jobs.yaml", parameters = "Source")
    static class WithHalfAParameter extends AnyClass {}

    @LocalAws(template = TEMPLATES + "jobs.yaml")
    static class WithoutParameter extends AnyClass {}

    @LocalAws(
            template = TEMPLATES + "jobs.yaml",
            parameters = "Source=shop",
            dynamoDbExecutable = "no-such")
    static class WithAWrongDynamoDb extends AnyClass {}

    @LocalAws(template = TEMPLATES + "table.yaml", dynamoDbEndpoint = "localhost:8000")
    static class WithHalfAnEndpoint extends AnyClass {}

    static class WithAnInstanceField extends AnyClass {
        @RegisterExtension
        final LocalAwsExtension aws = LocalAwsExtension.of(LocalPipeline.builder());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        WithoutTemplate.class,
                        "The template "
                                + Path.of("no-such.yaml").toAbsolutePath()
                                + " cannot be read."),
                Arguments.of(
                        WithHalfAParameter.class, "parameters: expected Name=value, was 'Source'."),
                Arguments.of(
                        WithoutParameter.class,
                        "line 10: Resource 'ToJobs': EventPattern: 'Source' is only a placeholder, and"
                                + " would match nothing: give it a value."),
                Arguments.of(
                        WithAWrongDynamoDb.class,
                        "The local pipeline could not start DynamoDB: DynamoDB: "
                                + Path.of("no-such").toAbsolutePath()
                                + " is not an executable file."),
                Arguments.of(
                        WithHalfAnEndpoint.class,
                        "DynamoDB endpoint: must be a URL such as http://localhost:8000, was"
                                + " 'localhost:8000'."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeInTheAnnotationIsNamed(Class<?> type, String mistake) {
        assertThat(TestRun.of(type).failures())
                .singleElement()
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasToString(
                        ExtensionConfigurationException.class.getName()
                                + ": @LocalAws of "
                                + type.getName()
                                + ": "
                                + mistake);
    }

    @Test
    void anExtensionInAFieldThatIsNotStaticIsAMistake() {
        assertThat(TestRun.of(WithAnInstanceField.class).failures())
                .singleElement()
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasToString(
                        ExtensionConfigurationException.class.getName()
                                + ": The field of "
                                + WithAnInstanceField.class.getName()
                                + " that holds the LocalAwsExtension must be static: the pipeline"
                                + " starts once for the class.");
    }

    @Test
    void clientsAreKnownByTheirService() {
        assertThat(SdkService.of(SqsClient.class)).contains(SdkService.SQS);
        assertThat(SdkService.of(SqsAsyncClient.class)).contains(SdkService.SQS);
        assertThat(SdkService.of(SqsClientBuilder.class)).isEmpty();
        assertThat(SdkService.of(String.class)).isEmpty();
    }
}
