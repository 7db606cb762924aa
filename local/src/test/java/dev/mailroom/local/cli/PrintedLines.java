package dev.mailroom.local.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a command prints while it runs, line by line. */
final class PrintedLines extends Writer {

    private final StringBuilder line = new StringBuilder();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    PrintWriter writer() {
        return new PrintWriter(this, true);
    }

    /** Waits for the next line that contains a text. */
    String await(String text) throws InterruptedException {
        for (String next = next(text); ; next = next(text)) {
            if (next.contains(text)) {
                return next;
            }
        }
    }

    private String next(String text) throws InterruptedException {
        String next = lines.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError(
                    "No further line with '" + text + "' in:\n" + String.join("\n", seen));
        }
        seen.add(next);
        return next;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
        synchronized (lock) {
            for (int i = offset; i < offset + length; i++) {
                if (chars[i] == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append(chars[i]);
                }
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
