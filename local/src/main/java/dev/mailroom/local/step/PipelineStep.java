package dev.mailroom.local.step;

/**
 * Something that happened in a local pipeline; {@link #describe()} and {@code toString()} tell it
 * in one line.
 *
 * <p>No step contains the body of a message, unless a function writes it to its log or to an error.
 * Steps are immutable and thread-safe.
 */
public sealed interface PipelineStep
        permits EventStep,
                SubscriberStep,
                TopicStep,
                QueueStep,
                FunctionStep,
                PipelineStep.Stopped {

    /**
     * Tells the step in one line, to be read by people.
     *
     * @return the line
     */
    String describe();

    /** The pipeline is closed; this is its last step. */
    record Stopped() implements PipelineStep {

        @Override
        public String describe() {
            return "pipeline stopped";
        }
    }
}
