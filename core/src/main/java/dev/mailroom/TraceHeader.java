package dev.mailroom;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The X-Ray trace header of an invocation, where Lambda's runtime keeps it in a thread-local
 * because several invocations run at once (C34). Elsewhere it is a system property, which every
 * thread sees.
 *
 * <p>The thread-local is in a class of the AWS SDK that comes with Lambda's runtime; where it is
 * missing, there is nothing to carry over.
 */
final class TraceHeader {

    private static final String STORAGE = "software.amazon.awssdk.utilslite.SdkInternalThreadLocal";
    private static final String KEY = "AWS_LAMBDA_X_TRACE_ID";

    private static final @Nullable MethodHandle GET =
            find("get", MethodType.methodType(String.class, String.class));
    private static final @Nullable MethodHandle PUT =
            find("put", MethodType.methodType(void.class, String.class, String.class));
    private static final @Nullable MethodHandle REMOVE =
            find("remove", MethodType.methodType(String.class, String.class));

    private TraceHeader() {}

    static @Nullable String get() {
        return GET == null ? null : (String) call(GET, KEY);
    }

    static void set(@Nullable String header) {
        if (header != null && PUT != null) {
            call(PUT, KEY, header);
        } else if (REMOVE != null) {
            call(REMOVE, KEY);
        }
    }

    private static @Nullable MethodHandle find(String method, MethodType type) {
        try {
            return MethodHandles.publicLookup().findStatic(Class.forName(STORAGE), method, type);
        } catch (ReflectiveOperationException missing) {
            return null;
        }
    }

    private static @Nullable Object call(MethodHandle method, Object... arguments) {
        try {
            return method.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("the AWS SDK's thread-local cannot be used", e);
        }
    }
}
