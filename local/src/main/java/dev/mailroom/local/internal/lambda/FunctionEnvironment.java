package dev.mailroom.local.internal.lambda;

import dev.mailroom.local.model.LocalEndpoints;
import dev.mailroom.local.model.LocalProcessFunction;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a function's process.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">Defined
 *     runtime environment variables</a>
 */
final class FunctionEnvironment {

    private static final List<String> INHERITED = List.of("PATH", "LANG");

    private FunctionEnvironment() {}

    static Map<String, String> of(
            LocalProcessFunction function,
            LocalEndpoints endpoints,
            Path taskRoot,
            String runtimeApi) {
        Map<String, String> all = new HashMap<>();
        for (String variable : INHERITED) {
            String value = System.getenv(variable);
            if (value != null) {
                all.put(variable, value);
            }
        }
        all.put("TZ", ":UTC");
        all.putAll(endpoints.environment());
        all.putAll(function.settings().environment());
        all.put("_HANDLER", function.handler());
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
        all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory()));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        return all;
    }
}
