package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.LocalPipeline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The console, as the guide turns it on. */
class ConsoleIT {

    @Test
    void theConsoleIsAtTheOneAddress(@TempDir Path folder) throws Exception {
        Path template =
                Files.writeString(
                        folder.resolve("template.yaml"),
                        "Resources: {Jobs: {Type: AWS::SQS::Queue}}");
        // region console
        LocalPipeline pipeline =
                LocalPipeline.fromTemplate(template).pipeline().port(8700).console().start();
        System.out.println("The console is at " + pipeline.endpoint());
        // endregion
        try (pipeline;
                InputStream page = pipeline.endpoint().toURL().openStream()) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("<title>Mailroom</title>");
        }
    }
}
