package dev.kept.http;

import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;

/** The shape that a class declares by its {@code static T read(Fields)}, with the schema that follows from it. */
record Declared<T>(Class<T> type, Shape<T> shape, Schema<?> schema) {

    private static final ClassValue<Declared<?>> ALL = new ClassValue<>() {
        @Override
        protected Declared<?> computeValue(Class<?> type) {
            return declaredBy(type);
        }
    };

    /** @throws IllegalStateException when the class declares none */
    @SuppressWarnings("unchecked")
    static <T> Declared<T> by(Class<T> type) {
        return (Declared<T>) ALL.get(type);
    }

    @SuppressWarnings("rawtypes")
    Map<String, Schema> properties() {
        return schema.getProperties() == null ? Map.of() : schema.getProperties();
    }

    private static <T> Declared<T> declaredBy(Class<T> type) {
        Method method;
        try {
            method = type.getDeclaredMethod("read", Fields.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type.getName() + " needs a static method read(Fields)", e);
        }
        if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != type) {
            throw new IllegalStateException(type.getName() + ".read(Fields) must be static and return its own type");
        }
        method.setAccessible(true);
        Shape<T> shape = fields -> invoke(type, method, fields);
        return new Declared<>(type, shape, DescribedFields.schemaOf(shape));
    }

    private static <T> T invoke(Class<T> type, Method method, Fields fields) {
        try {
            return type.cast(method.invoke(null, fields));
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(type.getName() + ".read(Fields) failed", e);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("made accessible above", e);
        }
    }
}
