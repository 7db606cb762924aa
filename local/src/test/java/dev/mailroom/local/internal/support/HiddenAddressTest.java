package dev.mailroom.local.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.net.InetAddress;

class HiddenAddressTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void isOfThisMachineAndNotTheOneThatEverybodyKnows() {
        InetAddress chosen = HiddenAddress.choose();

        assertThat(chosen.isLoopbackAddress()).isTrue();
        assertThat(chosen.getHostAddress()).doesNotStartWith("127.0.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isAnotherOneEachTime() {
        assertThat(HiddenAddress.choose()).isNotEqualTo(HiddenAddress.choose());
    }
}
