/**
 * The command line: {@code dev} runs a template on this machine, {@code doctor} looks for mistakes
 * in it, {@code put} puts an event, {@code dlq} reports what is in a dead-letter queue, tries it
 * and sends it back.
 */
@NullMarked
package dev.mailroom.local.cli;

import org.jspecify.annotations.NullMarked;
