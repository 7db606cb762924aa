package dev.mailroom.examples.usersignup;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The detail of a {@code UserSignup} event. */
record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {

    UserSignup {
        requireNonNull(userId, "user_id");
        requireNonNull(email, "email");
        requireNonNull(name, "name");
    }
}
