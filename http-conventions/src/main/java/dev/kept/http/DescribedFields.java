package dev.kept.http;

import io.swagger.v3.oas.models.media.Schema;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down what a shape asks for, as a JSON schema. That null counts as absent is said once, for all fields. */
final class DescribedFields implements Fields {

    private final Schema<Object> schema = new Schema<>();

    private DescribedFields() {
        schema.types(Set.of("object"));
        schema.additionalProperties(false);
    }

    static <T> Schema<?> schemaOf(Shape<T> shape) {
        DescribedFields fields = new DescribedFields();
        shape.read(fields);
        return fields.schema;
    }

    static <T> T standInOf(Shape<T> shape) {
        return shape.read(new DescribedFields());
    }

    @Override
    public <T> T required(String name, FieldType<T> type) {
        schema.addProperty(name, type.schema());
        schema.addRequiredItem(name);
        return type.standIn();
    }

    @Override
    public <T> @Nullable T optional(String name, FieldType<T> type) {
        schema.addProperty(name, type.schema());
        return null;
    }

    @Override
    public <T> T otherwise(String name, FieldType<T> type, T value) {
        Schema<?> property = type.schema();
        Object written = type.written(value);
        // What has no form in JSON, like the start of a list, is no default: null would be one of the wrong type.
        if (written != null) {
            property.setDefault(written);
        }
        schema.addProperty(name, property);
        return value;
    }

    @Override
    public <T> T derive(String name, Set<String> from, T standIn, Supplier<T> making) {
        return standIn;
    }
}
