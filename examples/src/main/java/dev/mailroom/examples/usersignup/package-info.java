/** A {@code UserSignup} event is stored once, and its user is welcomed. */
@NullMarked
package dev.mailroom.examples.usersignup;

import org.jspecify.annotations.NullMarked;
