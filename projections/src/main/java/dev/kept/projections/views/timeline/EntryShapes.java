package dev.kept.projections.views.timeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.kept.events.DecisionEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.WireTypes;
import dev.kept.http.Descriptions;
import dev.kept.projections.store.fields.EntryField;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes in the OpenAPI document what an entry of each type holds: {@code type} says which schema its {@code data} has. */
final class EntryShapes implements ModelConverter {

    private static final String ENTRY = "Entry";
    private static final String DATA = "EntryData";
    private static final String FIELD = "EntryField";
    private static final String SCHEMAS = "#/components/schemas/";

    /** Parts of events of whose names the answers have others. */
    private static final Map<Class<?>, String> PARTS = Map.of(
            DecisionEvent.Review.class, "DecisionReviewDate",
            FindingEvent.Dispute.class, "DisputedDelivery");

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = type.getType() == null ? Object.class : TypeFactory.rawClass(type.getType());
        if (raw == LedgerEvent.class) {
            context.defineModel(DATA, data());
            return reference(DATA);
        }
        if (raw == EntryField.class) {
            describeFields(context);
            return reference(FIELD);
        }
        if (PARTS.containsKey(raw)) {
            type.name(PARTS.get(raw));
        }
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Schema<?> entry = raw == EntryAnswer.class ? context.getDefinedModels().get(ENTRY) : null;
        if (entry != null && entry.getDiscriminator() == null) {
            describeTypes(context);
        }
        return resolved;
    }

    /** Not by inheritance: neither Java nor TypeScript lets a subtype have another type for what it inherits. */
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void describeTypes(ModelConverterContext context) {
        Schema<?> entry = requireNonNull(context.getDefinedModels().get(ENTRY));
        Map<String, Schema> common = entry.getProperties();
        Discriminator byType = new Discriminator().propertyName("type");
        for (String wireName : new TreeSet<>(WireTypes.names())) {
            Class<? extends LedgerEvent> event = WireTypes.typeOf(wireName);
            Schema<?> data = context.resolve(new AnnotatedType(event).resolveAsRef(true));
            Schema<Object> shape = new Schema<>();
            shape.setTypes(Set.of("object"));
            shape.setDescription("An entry of the type `" + wireName + "`.");
            shape.addExtension(Descriptions.WORDS_OF, ENTRY);
            common.forEach(shape::addProperty);
            shape.addProperty("type", constant(wireName));
            shape.addProperty("data", data);
            shape.setRequired(alwaysThere());
            context.defineModel(schemaOf(wireName), shape);
            byType.mapping(wireName, SCHEMAS + schemaOf(wireName));
            entry.addOneOfItem(reference(schemaOf(wireName)));
        }
        entry.setDescription("An entry, in the shape of its `type`.");
        entry.setDiscriminator(byType);
        entry.setProperties(null);
        entry.setRequired(null);
        entry.setTypes(null);
    }

    private static List<String> alwaysThere() {
        return Arrays.stream(EntryAnswer.class.getRecordComponents())
                .filter(each -> !each.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .toList();
    }

    private static void describeFields(ModelConverterContext context) {
        Schema<Object> field = new Schema<>();
        Discriminator byType = new Discriminator().propertyName("type");
        field.setDescription("One field of an entry, in the shape of its `type`. `name` is the key of its label.");
        field.setDiscriminator(byType);
        context.defineModel(FIELD, field);
        for (JsonSubTypes.Type each : requireNonNull(EntryField.class.getAnnotation(JsonSubTypes.class))
                .value()) {
            Schema<?> shape = context.resolve(new AnnotatedType(each.value()).resolveAsRef(true));
            Schema<?> defined = requireNonNull(
                    context.getDefinedModels().get(shape.get$ref().substring(SCHEMAS.length())));
            byType.mapping(each.name(), shape.get$ref());
            field.addOneOfItem(shape);
            if (defined.getAllOf() != null) {
                // Not by inheritance: what refers back to the field that lists it describes itself without end.
                defined.getAllOf().stream()
                        .filter(part -> part.getProperties() != null)
                        .forEach(part -> defined.setProperties(part.getProperties()));
                defined.setAllOf(null);
                defined.setTypes(Set.of("object"));
            }
            defined.addProperty("type", constant(each.name()).description("Which shape the field has."));
            defined.addRequiredItem("type");
        }
    }

    private static Schema<Object> constant(String value) {
        Schema<Object> constant = new Schema<>();
        constant.setTypes(Set.of("string"));
        constant.setConst(value);
        return constant;
    }

    private static String schemaOf(String wireName) {
        return WireTypes.typeOf(wireName).getSimpleName() + "Entry";
    }

    private static Schema<Object> data() {
        Schema<Object> data = new Schema<>();
        data.setTypes(Set.of("object"));
        data.setDescription(
                "What was recorded, texts in their places, in the shape of the entry's `type`: see `Entry`, which maps"
                        + " each type to its schema.");
        data.setAdditionalProperties(true);
        return data;
    }

    private static Schema<Object> reference(String name) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref(SCHEMAS + name);
        return reference;
    }
}
