package dev.mailroom.local.junit;

import dev.mailroom.local.LocalPipeline;
import dev.mailroom.local.LocalPipelineBuilder;
import dev.mailroom.local.model.LocalEndpoints;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a local pipeline for the tests of a class, like {@link LocalAws}, for pipelines that need
 * more than its attributes: a listener, a schedule that ticks faster, a function in this JVM.
 *
 * <p>A static field of the test class holds it:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalAwsExtension AWS = LocalAwsExtension.of(
 *         LocalPipeline.fromTemplate(template).every("hourly", Duration.ofSeconds(1)).pipeline());
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LocalAwsExtension
        implements BeforeAllCallback, BeforeEachCallback, ParameterResolver, TestWatcher {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LocalAwsExtension.class);

    private final @Nullable LocalPipelineBuilder pipeline;
    private final LocalAws.Print print;

    /** Called by JUnit, for {@link LocalAws}. */
    LocalAwsExtension() {
        this(null, LocalAws.Print.ON_FAILURE);
    }

    private LocalAwsExtension(@Nullable LocalPipelineBuilder pipeline, LocalAws.Print print) {
        this.pipeline = pipeline;
        this.print = print;
    }

    /**
     * Returns an extension that runs a pipeline for each test class that has it. A failing test
     * prints what happened in the pipeline.
     *
     * @param pipeline what the pipeline consists of
     * @return the extension, for a static field
     */
    public static LocalAwsExtension of(LocalPipelineBuilder pipeline) {
        return new LocalAwsExtension(
                Objects.requireNonNull(pipeline, "pipeline"), LocalAws.Print.ON_FAILURE);
    }

    /**
     * Sets when tests print what happened in the pipeline.
     *
     * @param when when to print
     * @return an extension with this setting
     */
    public LocalAwsExtension print(LocalAws.Print when) {
        return new LocalAwsExtension(pipeline, Objects.requireNonNull(when, "when"));
    }

    /**
     * Starts the pipeline, unless an enclosing class has started it.
     *
     * @param context of the test class
     * @throws ExtensionConfigurationException if the pipeline does not start; the message names the
     *     test class and what is wrong
     */
    @Override
    public void beforeAll(ExtensionContext context) {
        var unused = running(context);
    }

    /**
     * Marks where the steps of the test begin, and checks the field that holds this.
     *
     * @param context of the test
     * @throws ExtensionConfigurationException if the field that holds this is not static
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (pipeline != null && context.getStore(NAMESPACE).get(this) == null) {
            throw new ExtensionConfigurationException(
                    "The field of "
                            + context.getRequiredTestClass().getName()
                            + " that holds the LocalAwsExtension must be static: the pipeline starts"
                            + " once for the class.");
        }
        context.getStore(NAMESPACE)
                .put(TestSteps.class, running(context).begin(context.getDisplayName()));
    }

    /**
     * Prints what happened, if the setting is to print always.
     *
     * @param context of the test
     */
    @Override
    public void testSuccessful(ExtensionContext context) {
        testSteps(context).ifPresent(steps -> steps.end(false));
    }

    /**
     * Prints what happened.
     *
     * @param context of the test
     * @param cause why it failed
     */
    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        testSteps(context).ifPresent(steps -> steps.end(true));
    }

    // There are none if the pipeline did not start.
    private static Optional<TestSteps> testSteps(ExtensionContext context) {
        return Optional.ofNullable(
                context.getStore(NAMESPACE).get(TestSteps.class, TestSteps.class));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == LocalPipeline.class
                || type == LocalEndpoints.class
                || SdkService.of(type).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).instance(parameter.getParameter().getType());
    }

    // Also from here, because JUnit asks for a constructor's parameters before beforeAll if one
    // instance serves all tests.
    private RunningPipeline running(ExtensionContext context) {
        LocalPipelineBuilder builder = pipeline;
        if (builder != null) {
            String place = "LocalAwsExtension of " + context.getRequiredTestClass().getName();
            return running(context, this, () -> RunningPipeline.start(place, print, () -> builder));
        }
        AnnotatedClass test = AnnotatedClass.around(context);
        return running(context, test.type(), () -> test.start(context));
    }

    // A store also looks into those of the enclosing classes, and closes what it holds after the
    // last test of its class. JUnit 5 has no other method for it than the one that 6 deprecates.
    @SuppressWarnings("deprecation")
    private static RunningPipeline running(
            ExtensionContext context, Object key, Supplier<RunningPipeline> start) {
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        return Objects.requireNonNull(
                store.getOrComputeIfAbsent(key, missing -> start.get(), RunningPipeline.class));
    }
}
