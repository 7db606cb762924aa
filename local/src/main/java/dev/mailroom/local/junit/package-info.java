/**
 * A local pipeline for JUnit tests: {@link dev.mailroom.local.junit.LocalAws} starts one for a test
 * class, and passes it and AWS clients for it to the tests.
 *
 * <p>The tests bring JUnit Jupiter 5.13 or later and, for the clients, the AWS SDK for Java 2.
 */
@NullMarked
package dev.mailroom.local.junit;

import org.jspecify.annotations.NullMarked;
