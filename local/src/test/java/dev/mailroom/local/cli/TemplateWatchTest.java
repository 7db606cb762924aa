package dev.mailroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

class TemplateWatchTest {

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void writeTheTemplate() throws IOException {
        file = Files.writeString(folder.resolve("template.yaml"), "old");
    }

    @Test
    void whatChangesWhileItIsReadIsReadAgain() throws Exception {
        List<String> read = new ArrayList<>();
        try (TemplateWatch watch = TemplateWatch.of(file)) {
            String text =
                    watch.read(
                            () -> {
                                read.add(text());
                                write("new");
                                return text();
                            });

            assertThat(text).isEqualTo("new");
            assertThat(read).containsExactly("old", "new");
        }
    }

    @Test
    void aTemplateThatCannotBeReadYetIsReadAgain() throws Exception {
        Supplier<String> reader =
                () -> {
                    if (text().equals("old")) {
                        write("new");
                        throw new IllegalArgumentException("half written");
                    }
                    return text();
                };
        try (TemplateWatch watch = TemplateWatch.of(file)) {
            assertThat(watch.read(reader)).isEqualTo("new");
        }
    }

    @Test
    void aTemplateThatIsWrongIsSaidOnce() throws Exception {
        try (TemplateWatch watch = TemplateWatch.of(file)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    watch.read(
                                            () -> {
                                                throw new IllegalArgumentException("wrong");
                                            }))
                    .withMessage("wrong");
        }
    }

    @Test
    void whatWasReadIsNoChange() throws Exception {
        try (TemplateWatch watch = TemplateWatch.of(file)) {
            write("new");
            watch.read(this::text);
            write("new");
            write("newer");
            watch.awaitChange();

            assertThat(watch.read(this::text)).isEqualTo("newer");
        }
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
