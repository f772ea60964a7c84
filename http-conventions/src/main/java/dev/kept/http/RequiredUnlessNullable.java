package dev.kept.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A record's component that is neither {@code @Nullable} nor left out when it is empty is always there in an answer; the document says so. */
final class RequiredUnlessNullable implements ModelConverter {

    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        Class<?> raw = type.getType() == null ? Object.class : TypeFactory.rawClass(type.getType());
        if (resolved != null && raw.isRecord()) {
            Schema<?> model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels().get(resolved.get$ref().substring(REFERENCE.length()));
            if (model != null && model.getProperties() != null) {
                for (RecordComponent component : raw.getRecordComponents()) {
                    require(model, component);
                }
                // Nothing relies on it, and clients generated in Java do not compile where an array of enums says so.
                model.getProperties().values().forEach(property -> property.setUniqueItems(null));
            }
        }
        return resolved;
    }

    private static void require(Schema<?> model, RecordComponent component) {
        String name = component.getName();
        boolean required = model.getRequired() != null && model.getRequired().contains(name);
        if (!required
                && model.getProperties().containsKey(name)
                && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !isLeftOutWhenEmpty(component)) {
            model.addRequiredItem(name);
        }
    }

    private static boolean isLeftOutWhenEmpty(RecordComponent component) {
        JsonInclude included = component.getAccessor().getAnnotation(JsonInclude.class);
        return included != null && included.value() == JsonInclude.Include.NON_EMPTY;
    }
}
