package dev.mailroom.examples.usersignup;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.JniHelper;

import dev.mailroom.Delivery;
import dev.mailroom.IdempotencyGuard;
import dev.mailroom.IdempotencyKey;
import dev.mailroom.Sink;
import dev.mailroom.WriteResult;

import org.junit.jupiter.api.Test;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** C35: Lambda's runtime tells the function of its snapshot by a context of its own. */
class SnapshotIT {

    private final List<String> calls = new ArrayList<>();

    @Test
    void lambdaHasTheFunctionGetReadyBeforeItsSnapshot() throws Exception {
        UserSignupHandler handler =
                new UserSignupHandler(new Signups(), new Effects(), user -> calls.add("mail"));
        assertThat(calls).isEmpty();
        // The context clears the addresses that the runtime client's native part may know.
        JniHelper.load();

        try {
            Core.getGlobalContext().beforeCheckpoint(null);
        } finally {
            Reference.reachabilityFence(handler);
        }

        assertThat(calls).containsExactly("signups ready", "effects ready");
    }

    private final class Signups implements Sink<Signup> {

        @Override
        public WriteResult write(IdempotencyKey key, Signup item) {
            calls.add("write");
            return WriteResult.WRITTEN;
        }

        @Override
        public void prime() {
            calls.add("signups ready");
        }
    }

    private final class Effects implements IdempotencyGuard {

        @Override
        public Completion callOnce(IdempotencyKey key, Delivery delivery, EffectWithResult effect) {
            calls.add("effect");
            return new Completion(WriteResult.WRITTEN, null);
        }

        @Override
        public void prime() {
            calls.add("effects ready");
        }
    }
}
