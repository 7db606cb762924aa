package dev.mailroom.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.Doctor;
import dev.mailroom.local.doctor.HandlerRoutes;
import dev.mailroom.local.doctor.Route;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class HandlerRoutesIT {

    @Test
    void theRoutersOfBothFunctionsSayTheirRoutes() {
        assertThat(Doctor.routes(ExamplesPipeline.template()))
                .isEqualTo(
                        new HandlerRoutes(
                                List.of(
                                        new Route("aws.events", "Scheduled Event"),
                                        new Route("my.webapp", "UserSignup")),
                                Map.of()));
    }
}
