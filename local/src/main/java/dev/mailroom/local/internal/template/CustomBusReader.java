package dev.mailroom.local.internal.template;

import dev.mailroom.local.eventbus.CustomBus;
import dev.mailroom.local.internal.definition.DefinitionBuilder;
import dev.mailroom.local.internal.support.LocalAccount;
import dev.mailroom.local.internal.template.language.Block;
import dev.mailroom.local.internal.template.language.Names;
import dev.mailroom.local.internal.template.language.Place;
import dev.mailroom.local.internal.template.language.PropertyRules;
import dev.mailroom.local.internal.template.language.Resource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads Custom Event Buses from a template. A bus that subscribers name and the template does not
 * declare is created.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventsv2-eventbus.html">AWS::EventsV2::EventBus</a>
 */
final class CustomBusReader {

    private static final PropertyRules BUS =
            PropertyRules.reading("Name", "StorageConfiguration")
                    .noting("Description", "EncryptionConfiguration", "Tags");
    private static final PropertyRules STORAGE = PropertyRules.reading("RetentionPeriodInDays");

    private final DefinitionBuilder parts;
    private final Set<String> arns = new HashSet<>();

    CustomBusReader(DefinitionBuilder parts) {
        this.parts = parts;
    }

    void bus(Resource resource, Names names) {
        Block properties = resource.properties();
        properties.check(BUS);
        Block storage = properties.block("StorageConfiguration");
        storage.check(STORAGE);
        // V26: a day by default.
        int days = storage.integer("RetentionPeriodInDays", 1);
        CustomBus bus = CustomBus.of(names.name(resource.id(), resource.place()));
        add(bus.retention(Duration.ofDays(days)));
    }

    private void add(CustomBus bus) {
        arns.add(bus.arn());
        parts.customBus(bus);
    }

    /** The name of a subscriber's bus; null, with a note, if it is unknown. */
    @Nullable String busOf(SubscriberBlock subscriber) {
        Block settings = subscriber.settings();
        String arn = settings.text("EventBusArn");
        Place place = settings.place().at("EventBusArn");
        if (settings.isPlaceholder(arn)) {
            settings.remarks()
                    .note(place, "'" + arn + "' is a placeholder: nothing comes from it.");
            return null;
        }
        place.check(
                LocalAccount.isCustomBusArn(arn),
                "'" + arn + "' is not the ARN of a Custom Event Bus.");
        if (!arns.contains(arn)) {
            settings.remarks().note(place, arn + " is not in the template: it is made here.");
            add(CustomBus.ofArn(arn));
        }
        return LocalAccount.customBusName(arn);
    }
}
