package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.zip.ZipError;

class FatalErrorsTest {

    @SuppressWarnings("removal")
    static List<Throwable> fatal() {
        return List.of(
                new OutOfMemoryError("simulated"),
                new InternalError("simulated"),
                new UnknownError("simulated"),
                new ThreadDeath());
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void whatAProcessDoesNotSurviveIsThrownAgain(Throwable error) {
        assertThatThrownBy(() -> FatalErrors.rethrow(error)).isSameAs(error);
    }

    static List<Throwable> survivable() {
        return List.of(
                new StackOverflowError(),
                new ZipError("broken"),
                new ExceptionInInitializerError("broken"),
                new AssertionError("wrong"),
                new Error("own"),
                new RuntimeException("broken"),
                new Throwable("odd"));
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void everythingElseIsTheCatchersToDealWith(Throwable thrown) {
        assertThatCode(() -> FatalErrors.rethrow(thrown)).doesNotThrowAnyException();
    }
}
