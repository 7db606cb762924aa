package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code org.crac:crac} is optional: what a function does that has none of it. */
class WithoutCracTest {

    private final List<URL> classPath = new ArrayList<>();

    @BeforeEach
    void leaveOutCrac() throws MalformedURLException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!path.getFileName().toString().startsWith("crac-")) {
                classPath.add(path.toUri().toURL());
            }
        }
    }

    @Test
    void aFunctionThatDoesNotAskForPrimingNeedsNoCrac() throws Exception {
        runWithoutCrac(HandlesABatch.class);
    }

    @Test
    void aFunctionThatAsksForPrimingIsToldWhatItLacks() throws Exception {
        runWithoutCrac(AsksForPriming.class);
    }

    private void runWithoutCrac(Class<? extends Runnable> function) throws Exception {
        URL[] urls = classPath.toArray(URL[]::new);
        try (URLClassLoader loader =
                new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> loader.loadClass("org.crac.Core"));

            Class<?> ofItsOwn = loader.loadClass(function.getName());
            assertThat(ofItsOwn).isNotSameAs(function);
            ((Runnable) ofItsOwn.getDeclaredConstructor().newInstance()).run();
        }
    }

    public static final class HandlesABatch implements Runnable {

        @Override
        public void run() {
            RecordHandler handler =
                    (record, delivery) -> {
                        if (record.messageId().equals("bad")) {
                            throw new IllegalStateException("bad");
                        }
                    };
            Context oneMinute = Invocation.of(() -> Duration.ofMinutes(1));

            SQSBatchResponse response =
                    SqsBatchHandler.builder(handler)
                            .build()
                            .handleRequest(Batches.standard("good", "bad"), oneMinute);

            assertThat(Batches.failures(response)).containsExactly("bad");
        }
    }

    public static final class AsksForPriming implements Runnable {

        @Override
        public void run() {
            SqsBatchHandler.Builder builder = SqsBatchHandler.builder((record, delivery) -> {});

            assertThatIllegalStateException()
                    .isThrownBy(builder::snapStart)
                    .withMessage(
                            "snapStart needs org.crac:crac on the class path: add it as a dependency")
                    .withCauseInstanceOf(NoClassDefFoundError.class);
        }
    }
}
