package dev.mailroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Resource;
import org.crac.RestoreException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** C35: what is done before a snapshot, by a context of checkpoints that the test rules. */
class PrimingTest {

    private final List<String> done = new ArrayList<>();
    private final Checkpoints checkpoints = new Checkpoints();

    @Test
    void primesTheHandlerAndThenThePartsBeforeTheCheckpoint() throws Exception {
        SqsBatchHandler.builder(handler())
                .primedIn(checkpoints, part("sink"), part("guard"))
                .build();
        assertThat(done).isEmpty();

        checkpoints.beforeCheckpoint(checkpoints);
        assertThat(done).containsExactly("handler", "sink", "guard");

        checkpoints.afterRestore(checkpoints);
        assertThat(done).containsExactly("handler", "sink", "guard");
    }

    @Test
    void aPartThatCannotGetReadyFailsTheCheckpoint() {
        IllegalStateException failure = new IllegalStateException("not ready");
        Primable broken =
                new Primable() {
                    @Override
                    public void prime() {
                        throw failure;
                    }
                };
        SqsBatchHandler.builder(handler()).primedIn(checkpoints, broken).build();

        assertThatThrownBy(() -> checkpoints.beforeCheckpoint(checkpoints)).hasCause(failure);
    }

    @Test
    void isAskedForOnce() {
        SqsBatchHandler.Builder builder = SqsBatchHandler.builder(handler()).snapStart();

        assertThatThrownBy(builder::snapStart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("snapStart was called twice");
    }

    private RecordHandler handler() {
        return new RecordHandler() {
            @Override
            public void handle(SqsRecord record, Delivery delivery) {
                done.add("handled");
            }

            @Override
            public void prime() {
                done.add("handler");
            }
        };
    }

    private Primable part(String name) {
        return new Primable() {
            @Override
            public void prime() {
                done.add(name);
            }
        };
    }

    private static final class Checkpoints extends Context<Resource> {

        private final List<Resource> resources = new ArrayList<>();

        @Override
        public void register(Resource resource) {
            resources.add(resource);
        }

        @Override
        public void beforeCheckpoint(Context<? extends Resource> context)
                throws CheckpointException {
            for (Resource resource : resources) {
                try {
                    resource.beforeCheckpoint(this);
                } catch (Exception e) {
                    CheckpointException failed = new CheckpointException();
                    failed.initCause(e);
                    throw failed;
                }
            }
        }

        @Override
        public void afterRestore(Context<? extends Resource> context) throws RestoreException {
            for (Resource resource : resources) {
                try {
                    resource.afterRestore(this);
                } catch (Exception e) {
                    throw new RestoreException();
                }
            }
        }
    }
}
