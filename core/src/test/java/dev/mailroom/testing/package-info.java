/**
 * For the tests of handlers: sinks and guards that hold everything in memory, and the contracts
 * that every {@link dev.mailroom.Sink} and {@link dev.mailroom.IdempotencyGuard} keeps.
 *
 * <p>The contracts are JUnit 5 suites with AssertJ; the rest needs neither.
 */
package dev.mailroom.testing;
