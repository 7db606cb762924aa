package dev.mailroom.local.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mailroom.local.internal.template.language.Template;
import dev.mailroom.local.internal.template.language.Values;
import dev.mailroom.local.model.LocalEventSource;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class EventSourceReaderTest {

    private static final String TEMPLATE =
            """
            Resources:
              Source:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: arn:aws:sqs:us-east-1:000000000000:jobs
                  FunctionName: work
                  ScalingConfig: {MaximumConcurrency: 5}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|2|[line 7: Resource 'Source': ScalingConfig.MaximumConcurrency: it is 2 here, for the processors of this machine.]",
                "8|5|[]",
            })
    void concurrencyGoesNoFurtherThanTheProcessors(int processors, int most, String notes) {
        Template template = Template.parse(TEMPLATE, Values.NONE);
        List<MappingBlock> mappings =
                MappingBlock.of(template.resources().get(0), template.names());

        assertThat(mappings)
                .map(mapping -> EventSourceReader.source(mapping, processors).orElseThrow())
                .extracting(LocalEventSource::maximumConcurrency)
                .containsExactly(most);
        assertThat(template.remarks().notes()).hasToString(notes);
    }
}
