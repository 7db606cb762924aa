package dev.mailroom.docs.guide;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mailroom.RecordHandler;
import dev.mailroom.SqsBatchHandler;
import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalFunction;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A handler that Lambda cannot use is told at the start, in the words of Lambda's runtime client.
 */
class FunctionMistakesIT {

    private static final RecordHandler NOTHING = (record, delivery) -> {};

    /** Its only constructor is not public. */
    public static final class WithoutPublicConstructor extends SqsBatchHandler {
        WithoutPublicConstructor() {
            super(NOTHING);
        }
    }

    /** Its only constructor has a parameter. */
    public static final class WithParameter extends SqsBatchHandler {
        public WithParameter(RecordHandler handler) {
            super(handler);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WithoutPublicConstructor, 'Class %s has no public zero-argument constructor'",
        "WithParameter, 'Class %s has no public zero-argument constructor'",
        "Misspelt, 'Class not found: %s. '"
    })
    void aHandlerThatCannotBeUsedIsToldAtTheStart(String type, String fault) {
        String handler = FunctionMistakesIT.class.getName() + "$" + type;
        LocalPipelineBuilder builder =
                LocalPipeline.builder()
                        .function(LocalFunction.process("f", handler).classPath(classPath()));

        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessageStartingWith(
                        "The local pipeline could not start function 'f': "
                                + fault.formatted(handler));
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }
}
