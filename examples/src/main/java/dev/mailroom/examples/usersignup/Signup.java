package dev.mailroom.examples.usersignup;

import dev.mailroom.eventbridge.EventBridgeEvent;

import java.time.Instant;

/** What is stored of a signup. */
record Signup(String email, String name, Instant signedUpAt) {

    static Signup from(EventBridgeEvent<UserSignup> event) {
        UserSignup detail = event.detail();
        return new Signup(detail.email(), detail.name(), event.time());
    }
}
