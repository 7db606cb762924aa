package dev.mailroom.local.internal.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.delivery.EventFilter;
import dev.mailroom.local.internal.support.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class PatternSampleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\":[\"a\",\"b\"],\"detail-type\":[\"t\"]}",
                "{\"detail\":{\"order\":{\"state\":[\"paid\"],\"total\":[{\"numeric\":[\">\",10,\"<=\",20]}]}}}",
                "{\"detail\":{\"total\":[{\"numeric\":[\">\",0]}]}}",
                "{\"detail\":{\"total\":[{\"numeric\":[\"<\",-3.5]}]}}",
                "{\"detail\":{\"total\":[{\"numeric\":[\"=\",7]}]}}",
                "{\"detail\":{\"name\":[{\"prefix\":\"a-\"}]}}",
                "{\"detail\":{\"name\":[{\"suffix\":\".png\"}]}}",
                "{\"detail\":{\"name\":[{\"prefix\":{\"equals-ignore-case\":\"A-\"}}]}}",
                "{\"detail\":{\"name\":[{\"equals-ignore-case\":\"Ada\"}]}}",
                "{\"detail\":{\"name\":[{\"wildcard\":\"dir/*.png\"}]}}",
                "{\"detail\":{\"name\":[{\"anything-but\":[\"a\",\"b\"]}]}}",
                "{\"detail\":{\"name\":[{\"anything-but\":{\"prefix\":\"a\"}}]}}",
                "{\"detail\":{\"name\":[{\"exists\":true}],\"error\":[{\"exists\":false}]}}",
                "{\"detail\":{\"ip\":[{\"cidr\":\"10.0.0.0/24\"}]}}",
                "{\"detail\":{\"flag\":[true],\"nothing\":[null],\"n\":[1.5]}}",
                "{\"source\":[\"a\"],\"$or\":[{\"detail-type\":[\"t\"]},{\"detail\":{\"x\":[1]}}]}"
            })
    void theSampleMatchesItsPattern(String pattern) throws Exception {
        String sample = Json.write(PatternSample.of(Json.read(pattern)));

        assertThat(new EventFilter(List.of(pattern)).passes(sample)).as(sample).isTrue();
    }
}
