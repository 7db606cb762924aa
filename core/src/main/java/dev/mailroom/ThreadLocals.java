package dev.mailroom;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import java.util.Map;

/** What a lane's thread takes over from Lambda's own: the logging context and the trace header. */
final class ThreadLocals {

    private final @Nullable Map<String, String> mdc;
    private final @Nullable String trace;

    private ThreadLocals(@Nullable Map<String, String> mdc, @Nullable String trace) {
        this.mdc = mdc;
        this.trace = trace;
    }

    static ThreadLocals capture() {
        return new ThreadLocals(MDC.getCopyOfContextMap(), TraceHeader.get());
    }

    void during(Runnable work) {
        ThreadLocals own = capture();
        install();
        try {
            work.run();
        } finally {
            own.install();
        }
    }

    private void install() {
        if (mdc == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(mdc);
        }
        TraceHeader.set(trace);
    }
}
