package dev.mailroom.local.internal.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;

import dev.mailroom.local.internal.support.TempFolder;

import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lambda's part of every Java function: the runtime client, its few dependencies, and its native
 * library.
 */
final class RuntimeLibrary {

    static final String MAIN_CLASS = AWSLambda.class.getName();

    /** The system property that tells the runtime client where its native library is. */
    static final String NATIVE_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private RuntimeLibrary() {}

    static List<Path> jars() {
        return Stream.of(
                        AWSLambda.class,
                        RequestHandler.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class)
                .map(RuntimeLibrary::jar)
                .toList();
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Where is the jar of " + type.getName() + "?", e);
        }
    }

    // By default the client unpacks it to one fixed file, which other processes may have loaded.
    static Path unpackNative(TempFolder folder) throws IOException {
        String library =
                "libaws-lambda-jni.linux" + (isMusl() ? "_musl" : "") + "-" + processor() + ".so";
        return folder.unpack(AWSLambda.class, "/jni/" + library, library);
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    }

    private static boolean isMusl() throws IOException {
        Path lib = Path.of("/lib");
        if (!Files.isDirectory(lib)) {
            return false;
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith("ld-musl-"));
        }
    }
}
