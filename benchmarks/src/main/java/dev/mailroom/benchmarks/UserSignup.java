package dev.mailroom.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The detail that both sides bind. */
record UserSignup(@JsonProperty("user_id") String userId, String email, String name) {}
