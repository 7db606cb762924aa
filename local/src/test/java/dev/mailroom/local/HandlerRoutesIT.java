package dev.mailroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.doctor.HandlerRoutes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What handlers report about themselves; handlers on Mailroom's router are tested in the examples.
 */
class HandlerRoutesIT {

    private static final String TEMPLATE =
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Jobs: {Type: AWS::SQS::Queue}
              Work:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: HANDLER
                  Events:
                    Jobs:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Jobs.Arn
                        FunctionResponseTypes: [ReportBatchItemFailures]
              Unread:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java21, Handler: com.example.NotThere}
            """;

    @TempDir private Path folder;

    @Test
    void aHandlerThatHasNoRouterHasUnknownRoutes() throws IOException {
        HandlerRoutes said = routes("dev.mailroom.local.ScriptedHandler::handleRequest");

        assertThat(said.routes()).isEmpty();
        assertThat(said.unknown())
                .containsOnlyKeys("Work")
                .containsEntry(
                        "Work",
                        "dev.mailroom.local.ScriptedHandler does not extend SqsBatchHandler");
        assertThat(said.isComplete()).isFalse();
    }

    @Test
    void aHandlerThatCannotBeMadeHasUnknownRoutesAndSaysWhy() throws IOException {
        assertThat(routes("com.example.Gone").unknown())
                .containsEntry("Work", "java.lang.ClassNotFoundException: com.example.Gone");
        assertThat(routes("dev.mailroom.local.FailingInitHandler").unknown().get("Work"))
                .startsWith("java.lang.IllegalStateException: ");
    }

    private HandlerRoutes routes(String handler) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("template.yaml"), TEMPLATE.replace("HANDLER", handler));
        return Doctor.routes(LocalPipeline.fromTemplate(file).classPath(TestSystem.classPath()));
    }
}
